import type { TopologyEdge } from '../topology.ts';
import { quoted } from './dot-text.ts';
import type { Place } from './drawn-objects.ts';
import { drawnText } from './drawn-text.ts';
import { EDGE_COLORS } from './palette.ts';

const SOLID = 'solid';

/** One statement of Graphviz for an edge. */
export function dotEdge(
  edge: TopologyEdge,
  { from, to, label }: { from: Place; to: Place; label: string },
): string {
  const { type, state, role } = edge;
  const color = EDGE_COLORS[state];
  const sound = state === 'RESOLVED' || state === 'ATTACHED';
  const beside = type === 'GRANT' || type === 'POLICY_TARGET';
  const style = sound ? (beside || role === 'MIRROR' ? 'dotted' : SOLID) : 'dashed';
  const attributes = [
    `color="${color}"`,
    `fontcolor="${color}"`,
    `style=${style}`,
    `tooltip=${quoted(drawnText(edge.message, 300))}`,
    ...(label === '' ? [] : [`label=${quoted(drawnText(label))}`]),
    ...(beside ? ['arrowhead=open'] : []),
  ];
  return `${end(from, 'e')} -> ${end(to, 'w')} [${attributes.join(', ')}];`;
}

function end({ object, part }: Place, side: 'e' | 'w'): string {
  if (object.parts.length === 0) return `${object.id}:${side}`;
  return `${object.id}:${part === undefined ? 'h' : `p${part}`}:${side}`;
}
