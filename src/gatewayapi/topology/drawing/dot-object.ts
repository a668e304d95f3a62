import type { NodeType, TopologyNode } from '../topology.ts';
import { escapeHtml, quoted } from './dot-text.ts';
import type { DrawnObject } from './drawn-objects.ts';
import { drawnText } from './drawn-text.ts';
import { HEALTH_COLORS, HEALTH_MARKS } from './palette.ts';

/** Shapes of objects without parts. */
const SHAPES: { readonly [T in NodeType]?: string } = {
  GATEWAY_CLASS: 'component',
  REFERENCE_GRANT: 'note',
  POLICY: 'tab',
  BACKEND: 'box3d',
};

const MOST_MESSAGES = 5;
const LONGEST_TOOLTIP = 600;

const GREY = '#59636e';
const LINE = '#d0d7de';

function shown(text: string): string {
  return escapeHtml(drawnText(text));
}

/** One statement of Graphviz for an object: a table with a row for each part, or a shape of its own. */
export function dotObject(object: DrawnObject): string {
  const { id, whole, parts } = object;
  if (parts.length > 0 || whole === undefined)
    return `${id} [shape=plain, tooltip=${tooltip(object)}, label=<${table(object)}>];`;
  const { strong, light } = HEALTH_COLORS[whole.health];
  const absent = whole.state === 'PRESENT' ? '' : ',dashed';
  const shape = SHAPES[whole.type] ?? 'box';
  return `${id} [shape=${shape}, style="filled${absent}", color="${strong}", fillcolor="${light}", tooltip=${tooltip(object)}, label=<${heading(whole)}>];`;
}

/** What is wrong with the object and its parts, for those who point at it. */
function tooltip({ whole, parts }: DrawnObject): string {
  const messages = [...(whole?.findings ?? []), ...parts.flatMap(({ findings }) => findings)].map(
    ({ message }) => message,
  );
  const name = (whole ?? parts[0])?.key.name ?? '';
  return quoted(drawnText([name, ...messages.slice(0, MOST_MESSAGES)].join('; '), LONGEST_TOOLTIP));
}

function table({ whole, parts }: DrawnObject): string {
  const head = whole === undefined ? '' : headRow(whole);
  const rows = parts.map((part, index) => partRow(part, index)).join('');
  const border = whole === undefined ? LINE : HEALTH_COLORS[whole.health].strong;
  return `<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="5" COLOR="${border}" BGCOLOR="#ffffff">${head}${rows}</TABLE>`;
}

function headRow(whole: TopologyNode): string {
  return `<TR><TD PORT="h" ALIGN="LEFT" BALIGN="LEFT" BGCOLOR="${HEALTH_COLORS[whole.health].light}">${heading(whole)}</TD></TR>`;
}

function heading({ health, title, subtitle, state }: TopologyNode): string {
  const { strong } = HEALTH_COLORS[health];
  const there = state === 'PRESENT' ? '' : ` <FONT COLOR="${GREY}">(${state.toLowerCase()})</FONT>`;
  return `<FONT COLOR="${strong}"><B>${HEALTH_MARKS[health]}</B></FONT> <B>${shown(title)}</B>${there}<BR ALIGN="LEFT"/><FONT POINT-SIZE="9" COLOR="${GREY}">${shown(subtitle)}</FONT><BR ALIGN="LEFT"/>`;
}

function partRow({ health, title, subtitle, type }: TopologyNode, index: number): string {
  const { strong, light } = HEALTH_COLORS[health];
  const area = health === 'HEALTHY' ? '#ffffff' : light;
  const more = type === 'LISTENER' || type === 'SERVICE_PORT' ? shown(subtitle) : '';
  const note = more === '' ? '' : ` <FONT POINT-SIZE="9" COLOR="${GREY}">${more}</FONT>`;
  return `<HR/><TR><TD PORT="p${index}" ALIGN="LEFT" BGCOLOR="${area}"><FONT COLOR="${strong}">${HEALTH_MARKS[health]}</FONT> ${shown(title)}${note}</TD></TR>`;
}
