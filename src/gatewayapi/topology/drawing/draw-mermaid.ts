import type { EdgeState, Health, NodeType, Topology, TopologyEdge, TopologyNode } from '../topology.ts';
import {
  type Drawn,
  type DrawnNamespace,
  type DrawnObject,
  drawnObjects,
  type Place,
} from './drawn-objects.ts';
import { drawnText } from './drawn-text.ts';
import { edgeLabel, totalWeights } from './edge-label.ts';
import { EDGE_COLORS, HEALTH_COLORS, HEALTH_MARKS } from './palette.ts';

/** What stands around the text of a node. */
const SHAPES: { readonly [T in NodeType]: readonly [open: string, close: string] } = {
  GATEWAY_CLASS: ['[[', ']]'],
  GATEWAY: ['[', ']'],
  LISTENER_SET: ['[', ']'],
  LISTENER: ['([', '])'],
  ROUTE: ['[', ']'],
  RULE: ['[', ']'],
  BACKEND: ['[', ']'],
  SERVICE_PORT: ['([', '])'],
  ENDPOINTS: ['(', ')'],
  REFERENCE_GRANT: ['>', ']'],
  POLICY: ['{{', '}}'],
};

/** A topology for Mermaid: namespaces and objects as boxes around their parts, coloured by health. */
export function drawMermaid(topology: Topology): string {
  const drawn = drawnObjects(topology);
  const totals = totalWeights(topology.edges);
  const edges = topology.edges.filter((edge) => isDrawn(edge, drawn));
  return [
    'flowchart LR',
    ...drawn.namespaces.flatMap(namespaceLines),
    ...edges.map((edge) => `  ${edgeLine(edge, drawn, totals)}`),
    ...HEALTHS.map(classLine),
    ...classMembers(topology, drawn),
    ...namespaceClass(drawn),
    ...linkStyles(edges),
    '',
  ].join('\n');
}

function namespaceLines({ name, objects }: DrawnNamespace, index: number): readonly string[] {
  const lines = objects.flatMap(objectLines);
  if (name === undefined) return lines.map((line) => `  ${line}`);
  return [
    `  subgraph ns${index} [${text(`namespace ${drawnText(name)}`)}]`,
    ...lines.map((line) => `    ${line}`),
    '  end',
  ];
}

function objectLines({ id, whole, parts }: DrawnObject): readonly string[] {
  if (whole !== undefined && parts.length === 0) return [nodeLine(id, whole)];
  const title = whole === undefined ? '' : described(whole);
  return [
    `subgraph ${id} [${text(title)}]`,
    ...parts.map((part, index) => `  ${nodeLine(`${id}p${index}`, part)}`),
    'end',
  ];
}

function nodeLine(id: string, node: TopologyNode): string {
  const [open, close] = SHAPES[node.type];
  return `${id}${open}${text(described(node))}${close}`;
}

function described({ health, title, subtitle, type, state }: TopologyNode): string {
  const words = type === 'RULE' || type === 'ENDPOINTS' ? [title] : [title, subtitle];
  const there = state === 'PRESENT' ? [] : [`(${state.toLowerCase()})`];
  return [HEALTH_MARKS[health], ...words.map((word) => drawnText(word)), ...there].join(' ');
}

function isDrawn({ source, target }: TopologyEdge, { places }: Drawn): boolean {
  const [from, to] = [places.get(source), places.get(target)];
  return from !== undefined && to !== undefined && from.object !== to.object;
}

function edgeLine(edge: TopologyEdge, { places }: Drawn, totals: ReadonlyMap<string, number>): string {
  const label = edgeLabel(edge, totals);
  const sound = edge.state === 'RESOLVED' || edge.state === 'ATTACHED';
  const beside = edge.type === 'GRANT' || edge.type === 'POLICY_TARGET' || edge.role === 'MIRROR';
  const arrow = sound && !beside ? '-->' : '-.->';
  const said = label === '' ? '' : `|${text(drawnText(label))}|`;
  return `${idOf(places.get(edge.source))} ${arrow}${said} ${idOf(places.get(edge.target))}`;
}

function idOf(place: Place | undefined): string {
  if (place === undefined) return '';
  return place.part === undefined ? place.object.id : `${place.object.id}p${place.part}`;
}

const HEALTHS: readonly Health[] = ['HEALTHY', 'DEGRADED', 'BROKEN', 'UNKNOWN'];

function classLine(health: Health): string {
  const { strong, light } = HEALTH_COLORS[health];
  return `  classDef ${health.toLowerCase()} fill:${light},stroke:${strong},color:#1f2328`;
}

function classMembers({ nodes }: Topology, { places }: Drawn): readonly string[] {
  return [...Map.groupBy(nodes, ({ health }) => health)].map(
    ([health, members]) =>
      `  class ${members.map(({ id }) => idOf(places.get(id))).join(',')} ${health.toLowerCase()}`,
  );
}

function namespaceClass({ namespaces }: Drawn): readonly string[] {
  const ids = namespaces.flatMap(({ name }, index) => (name === undefined ? [] : [`ns${index}`]));
  if (ids.length === 0) return [];
  return [
    '  classDef namespace fill:#f6f8fa,stroke:#d0d7de,color:#59636e',
    `  class ${ids.join(',')} namespace`,
  ];
}

/** By the positions of edges. */
function linkStyles(edges: readonly TopologyEdge[]): readonly string[] {
  const positions = edges.map(({ state }, position) => ({ state, position }));
  return [...Map.groupBy(positions, ({ state }): EdgeState => state)].map(
    ([state, ofState]) =>
      `  linkStyle ${ofState.map(({ position }) => position).join(',')} stroke:${EDGE_COLORS[state]}`,
  );
}

/** Mermaid reads `#quot;` as a quote, and Markdown or HTML in nothing that is escaped so. */
function text(given: string): string {
  const escaped = given.replaceAll(
    /[#&"'<>`*_~\\|[\]{}()$:;%]/g,
    (character) => `#${character.charCodeAt(0)};`,
  );
  return `"${escaped}"`;
}
