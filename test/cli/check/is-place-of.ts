import { type Document, isMap, isNode, isPair, isScalar, parseAllDocuments } from 'yaml';
import type { ToldFinding } from './check-json.ts';

/**
 * Whether a finding points at its field: found by the value of the field, and by what stands between the place and
 * that value, which is the key and its colon, or nothing for an item of a list.
 */
export function isPlaceOf(text: string): (finding: ToldFinding) => boolean {
  const documents = parseAllDocuments(text);
  const lines = text.split('\n');
  return (finding) => {
    const { line, column } = finding.source;
    const offset = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    const document = documents.findLast((candidate) => holds(candidate, finding));
    if (document === undefined) return false;
    const steps = stepsOf(finding.path ?? '');
    if (steps.length === 0) return offset === (document.contents?.range?.[0] ?? 0);
    const known = steps.findLastIndex(
      (_, index) => nodeAt(document, steps.slice(0, index + 1)) !== undefined,
    );
    const last = steps[known];
    const start = nodeAt(document, steps.slice(0, known + 1))?.range?.[0];
    if (last === undefined || start === undefined) return false;
    const between = text.slice(offset, start);
    return typeof last === 'number' ? between === '' : /^"?([^":]+)"?:\s*$/.exec(between)?.[1] === last;
  };
}

function holds(document: Document.Parsed, { object }: ToldFinding): boolean {
  const at = (...path: string[]): unknown => document.getIn(path);
  return (
    at('kind') === object?.kind &&
    at('metadata', 'name') === object?.name &&
    (at('metadata', 'namespace') ?? undefined) === object?.namespace
  );
}

function stepsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([step, index]) =>
    index === undefined ? step : Number(index),
  );
}

function nodeAt(document: Document.Parsed, steps: readonly (string | number)[]) {
  const node = document.getIn(steps, true);
  if (isPair(node)) return undefined;
  // an empty value has no place of its own
  if (isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1]) return node;
  return isNode(node) || isMap(node) ? node : undefined;
}
