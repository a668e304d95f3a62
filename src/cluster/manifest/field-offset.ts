import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';

interface Step {
  readonly offset: number;
  /** What the field holds. */
  readonly node: unknown;
  readonly rest: string;
}

const MAX_ALIASES = 100;
const ITEM = /^\.?\[(\d+)\]/;

/**
 * Where a field is in a document's tree: its key, or the item where the path ends with an index. Where the field is
 * absent, such as one that a default has filled in, the nearest field around it.
 */
export function fieldOffset(document: Document.Parsed, items: readonly number[], path: string): number {
  let rest =
    items.map((index) => `items[${index}]`).join('.') + (path === '' || items.length === 0 ? '' : '.') + path;
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  while (rest !== '') {
    const step = nextStep(referent(node, document), rest, document);
    if (step === undefined) break;
    offset = step.offset;
    node = step.node;
    rest = step.rest;
  }
  return offset;
}

function nextStep(node: unknown, path: string, document: Document.Parsed): Step | undefined {
  if (isMap(node)) return intoMap(node, path.replace(/^\./, ''), document);
  const [match, index] = ITEM.exec(path) ?? [];
  if (!isSeq(node) || match === undefined) return undefined;
  const item: unknown = node.items[Number(index)];
  const offset = startOf(item);
  return offset === undefined ? undefined : { offset, node: item, rest: path.slice(match.length) };
}

/** The longest key that the path begins with: keys of labels and annotations hold dots themselves. */
function intoMap(map: YAMLMap, path: string, document: Document.Parsed): Step | undefined {
  let best: { readonly key: string; readonly offset: number; readonly node: unknown } | undefined;
  for (const { key, value } of pairsOf(map, document)) {
    const offset = startOf(key);
    if (!isScalar(key) || offset === undefined) continue;
    const name = String(key.value);
    if (isPrefix(name, path) && name.length > (best?.key.length ?? -1))
      best = { key: name, offset, node: value };
  }
  return best === undefined ? undefined : { ...best, rest: path.slice(best.key.length) };
}

function isPrefix(name: string, path: string): boolean {
  return path.startsWith(name) && /^(?:$|[.[])/.test(path.slice(name.length, name.length + 1));
}

/** The pairs of a map and of those it merges with `<<`, its own first. */
function pairsOf(map: YAMLMap, document: Document.Parsed, depth = 0): readonly YAMLMap['items'][number][] {
  const merged =
    depth >= MAX_ALIASES ? [] : map.items.filter(({ key }) => isScalar(key) && key.value === '<<');
  const sources = merged.flatMap(({ value }) => {
    const source = referent(value, document);
    return isSeq(source) ? source.items.map((item) => referent(item, document)) : [source];
  });
  return [...map.items, ...sources.filter(isMap).flatMap((source) => pairsOf(source, document, depth + 1))];
}

function referent(node: unknown, document: Document.Parsed): unknown {
  let current: unknown = node;
  for (let count = 0; isAlias(current) && count < MAX_ALIASES; count += 1)
    current = current.resolve(document);
  return current;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
