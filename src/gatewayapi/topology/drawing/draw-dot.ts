import type { Health, NodeType, Topology, TopologyEdge } from '../topology.ts';
import { dotEdge } from './dot-edge.ts';
import { dotObject } from './dot-object.ts';
import { quoted } from './dot-text.ts';
import { type Drawn, type DrawnNamespace, type DrawnObject, drawnObjects } from './drawn-objects.ts';
import { drawnText } from './drawn-text.ts';
import { edgeLabel, totalWeights } from './edge-label.ts';
import { HEALTH_COLORS, HEALTH_MARKS } from './palette.ts';

/** Its widths are known to Graphviz, and no common font is wider: texts stay in their boxes whatever they are shown in. */
const FONT = 'Verdana';

/** What stands in one column, from left to right. */
const COLUMNS: readonly (readonly NodeType[])[] = [
  ['GATEWAY_CLASS'],
  ['GATEWAY'],
  ['LISTENER_SET'],
  ['ROUTE', 'POLICY'],
  ['BACKEND', 'REFERENCE_GRANT'],
];

/** A topology for Graphviz: namespaces as boxes, objects as tables of their parts, coloured by health. */
export function drawDot(topology: Topology): string {
  const drawn = drawnObjects(topology);
  const totals = totalWeights(topology.edges);
  return [
    'digraph topology {',
    `  graph [rankdir=LR, newrank=true, fontname="${FONT}", fontsize=11, nodesep=0.22, ranksep=1.1, pad=0.3, bgcolor="#ffffff", labelloc=b, labeljust=l, label=<${legend(topology)}>];`,
    `  node [fontname="${FONT}", fontsize=11, margin="0.12,0.07"];`,
    `  edge [fontname="${FONT}", fontsize=9, arrowsize=0.7, penwidth=1.2];`,
    ...drawn.namespaces.flatMap(dotNamespace),
    ...columns(drawn, topology.edges),
    ...topology.edges.flatMap((edge) => drawnEdge(edge, drawn, totals)),
    '}',
    '',
  ].join('\n');
}

function dotNamespace({ name, objects }: DrawnNamespace, index: number): readonly string[] {
  const statements = objects.map(dotObject);
  if (name === undefined) return statements.map((statement) => `  ${statement}`);
  return [
    `  subgraph cluster_${index} {`,
    `    label=${quoted(`namespace ${drawnText(name)}`)}; labelloc=t; labeljust=l; style="rounded,filled"; color="#d0d7de"; fillcolor="#f6f8fa"; fontcolor="#59636e"; margin=14;`,
    ...statements.map((statement) => `    ${statement}`),
    '  }',
  ];
}

function columns(drawn: Drawn, edges: readonly TopologyEdge[]): readonly string[] {
  const used = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const placed = drawn.namespaces.flatMap(({ objects }) => {
    const inColumns = objects.map((object) => ({ id: object.id, column: columnOf(object, used) }));
    const first = Math.min(...inColumns.map(({ column }) => column ?? COLUMNS.length - 1));
    return inColumns.map(({ id, column = first }) => ({ id, column }));
  });
  return [...Map.groupBy(placed, ({ column }) => column).values()]
    .filter((ofColumn) => ofColumn.length > 1)
    .map((ofColumn) => `  { rank=same; ${ofColumn.map(({ id }) => id).join('; ')}; }`);
}

/** Undefined for grants that nothing needs: they stand with what else is in their namespace. */
function columnOf({ whole, parts }: DrawnObject, used: ReadonlySet<string>): number | undefined {
  const type = (whole ?? parts[0])?.type;
  if (whole?.type === 'REFERENCE_GRANT' && !used.has(whole.id)) return undefined;
  const column = COLUMNS.findIndex((types) => type !== undefined && types.includes(type));
  return column < 0 ? undefined : column;
}

/** Parts stand in the table of their object: what holds them together needs no line. */
function drawnEdge(
  edge: TopologyEdge,
  { places }: Drawn,
  totals: ReadonlyMap<string, number>,
): readonly string[] {
  const [from, to] = [places.get(edge.source), places.get(edge.target)];
  if (from === undefined || to === undefined || from.object === to.object) return [];
  return [`  ${dotEdge(edge, { from, to, label: edgeLabel(edge, totals) })}`];
}

const HEALTHS: readonly Health[] = ['HEALTHY', 'DEGRADED', 'BROKEN', 'UNKNOWN'];

function legend({ truncated, incomplete }: Topology): string {
  const marks = HEALTHS.map(
    (health) =>
      `<FONT COLOR="${HEALTH_COLORS[health].strong}"><B>${HEALTH_MARKS[health]}</B> ${health.toLowerCase()}</FONT>`,
  );
  const notes = [
    'dashed: no way for requests',
    'dotted: mirror, grant or policy',
    ...(truncated ? ['there is more than is shown'] : []),
    ...(incomplete ? ['something may be hidden'] : []),
  ].map((note) => `<FONT COLOR="#59636e">${note}</FONT>`);
  return `<FONT POINT-SIZE="10">${[...marks, ...notes].join(' &#160; ')}</FONT>`;
}
