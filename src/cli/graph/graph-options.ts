import type { OptionRow, Parsed, ValueParser } from '../../config/option-row.ts';
import { SOURCE_OPTIONS } from '../../config/source-options.ts';
import { oneOf, text, wholeNumber } from '../../config/value-parsers.ts';
import { TOPOLOGY_KINDS } from '../../gatewayapi/topology/topology-kinds.ts';

/** As the `root` of a topology has it. */
export interface RootName {
  readonly group?: string | undefined;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

const EXPECTED =
  'a kind, a namespace and a name: Gateway/infra/public, or GatewayClass/public for what is in none';

/** `Gateway/infra/public`; kinds of other groups as `Kind.group/namespace/name`. Case does not matter for known kinds. */
const rootName: ValueParser<RootName> = (given): Parsed<RootName> => {
  const [kindAndGroup = '', ...names] = given.split('/');
  const dot = kindAndGroup.indexOf('.');
  const kind = dot < 0 ? kindAndGroup : kindAndGroup.slice(0, dot);
  const [first = '', second] = names;
  if (kind === '' || names.length > 2 || names.length === 0 || names.includes(''))
    return { expected: EXPECTED };
  const group = dot < 0 ? undefined : kindAndGroup.slice(dot + 1);
  const named = second === undefined ? { name: first } : { namespace: first, name: second };
  return { value: { kind: group === undefined ? knownKind(kind) : kind, group, ...named } };
};

function knownKind(given: string): string {
  const wanted = given.toLowerCase();
  return TOPOLOGY_KINDS.find(({ kind }) => kind.toLowerCase() === wanted)?.kind ?? given;
}

const NAMESPACE: OptionRow<string> = {
  name: 'namespace',
  short: 'n',
  placeholder: 'name',
  help: 'what is in this namespace, and what that leads to',
  otherwise: 'the whole cluster',
  parse: text,
};

const ROOT: OptionRow<RootName> = {
  name: 'root',
  placeholder: 'kind/namespace/name',
  help: 'what is behind this object, and what it is behind: Gateway/infra/public',
  parse: rootName,
};

const DEPTH: OptionRow<number> = {
  name: 'depth',
  placeholder: 'objects',
  help: 'how many objects away from the root, or from those of the namespace',
  otherwise: 'as far as it goes',
  parse: wholeNumber(0, 1_000),
};

export type GraphFormat = 'dot' | 'mermaid' | 'svg';

const FORMAT: OptionRow<GraphFormat> = {
  name: 'format',
  placeholder: 'format',
  help: 'dot for Graphviz, mermaid, or svg for a picture',
  otherwise: 'dot',
  parse: oneOf('dot', 'mermaid', 'svg'),
};

/** What is drawn, and how. */
export const DRAWING_OPTIONS = { namespace: NAMESPACE, root: ROOT, depth: DEPTH, format: FORMAT };

/** All options of `gwql graph`. */
export const GRAPH_OPTIONS = { ...DRAWING_OPTIONS, ...SOURCE_OPTIONS };
