import { formatKey } from '../../../kube/object-key.ts';
import type { CheckResult, ResultCode } from '../check-result.ts';

/** A finding that was there when the baseline was written. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly code: string;
  /** For people: `HTTPRoute shop/cart`. */
  readonly object: string;
  readonly path?: string | undefined;
  /** How many have this fingerprint. */
  readonly count: number;
}

/** Results, held against a baseline. */
export interface Comparison {
  readonly known: ReadonlySet<CheckResult>;
  /** How many of the baseline are not found any more. */
  readonly gone: number;
}

/** What a baseline holds for the results of a check; what could not be read is never known. */
export function baselineOf(results: readonly CheckResult[]): readonly KnownFinding[] {
  const byFingerprint = Map.groupBy(results.filter(canBeKnown), ({ fingerprint }) => fingerprint);
  const known = [...byFingerprint].flatMap(([fingerprint, [first, ...others]]): readonly KnownFinding[] => {
    if (first === undefined) return [];
    const { code, object, path, source } = first;
    const named = object === undefined ? source.file : formatKey(object);
    return [{ fingerprint, code, object: named, path, count: others.length + 1 }];
  });
  return known.sort((a, b) => compareTexts(sortKey(a), sortKey(b)));
}

/** Which results the baseline has already. Of codes that are not looked for nothing is gone. */
export function compareWithBaseline(
  results: readonly CheckResult[],
  baseline: readonly KnownFinding[],
  isWanted: (code: ResultCode) => boolean,
): Comparison {
  const left = new Map(baseline.map(({ fingerprint, count }) => [fingerprint, count]));
  const known = new Set<CheckResult>();
  for (const result of results.filter(canBeKnown)) {
    const count = left.get(result.fingerprint) ?? 0;
    if (count === 0) continue;
    known.add(result);
    left.set(result.fingerprint, count - 1);
  }
  const gone = baseline
    .filter(({ code }) => isWanted(code as ResultCode))
    .reduce((sum, { fingerprint }) => sum + (left.get(fingerprint) ?? 0), 0);
  return { known, gone };
}

function canBeKnown({ code }: CheckResult): boolean {
  return code !== 'MANIFEST_NOT_READ';
}

function sortKey({ object, code, path = '', fingerprint }: KnownFinding): string {
  return [object, code, path, fingerprint].join('\n');
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
