import { type Finding, findingsAt } from '../gatewayapi/finding.ts';
import { JUDGED_KINDS, objectFindings } from '../gatewayapi/findings/object-findings.ts';
import type { ClusterSnapshot } from '../kube/cluster-reader.ts';
import { keyOf } from '../kube/raw-object.ts';
import type { Clock } from '../kube/time.ts';
import { inSlices, type Pace } from './in-slices.ts';
import type { VerdictStore } from './verdict-store.ts';

/** How many findings there are of a code. */
export interface FindingCount extends Pick<Finding, 'code' | 'severity'> {
  readonly count: number;
}

interface FindingCountsOptions {
  /** The latest snapshot of a cluster and its store; undefined until all is held. */
  readonly latest: () => { readonly snapshot: ClusterSnapshot; readonly store: VerdictStore } | undefined;
  readonly now: Clock;
  readonly pace: Pace;
}

/** How long a count is good for. */
const GOOD_MS = 30_000;

/**
 * Findings of a cluster by code. Counting all objects takes a while: whoever asks gets the last count, and what is
 * older than half a minute is counted again meanwhile. What takes a Secret to judge is not among them.
 */
export class FindingCounts {
  readonly #options: FindingCountsOptions;
  #counted: { readonly at: number; readonly counts: readonly FindingCount[] } | undefined;
  #counting: Promise<void> | undefined;

  constructor(options: FindingCountsOptions) {
    this.#options = options;
  }

  /** Empty until something has been counted. */
  get latest(): readonly FindingCount[] {
    const { now } = this.#options;
    if (this.#counted === undefined || now() - this.#counted.at >= GOOD_MS) this.refresh();
    return this.#counted?.counts ?? [];
  }

  /** Counts, unless somebody does already; resolves when that is done. */
  refresh(): Promise<void> {
    this.#counting ??= this.#count().finally(() => {
      this.#counting = undefined;
    });
    return this.#counting;
  }

  async #count(): Promise<void> {
    const { latest, now, pace } = this.#options;
    const known = latest();
    if (known === undefined) return;
    const counts = new Map<string, FindingCount>();
    const at = now();
    await inSlices(findingsOf(known, at, counts), pace);
    this.#counted = { at, counts: [...counts.values()] };
  }
}

/** Counts the findings of one object a step. */
function* findingsOf(
  { snapshot, store }: { readonly snapshot: ClusterSnapshot; readonly store: VerdictStore },
  now: number,
  counts: Map<string, FindingCount>,
): Generator<undefined, void> {
  for (const kind of JUDGED_KINDS) {
    const list = snapshot.list(kind, {});
    for (const object of list?.state === 'listed' ? list.objects : []) {
      const judged = store.get(objectFindings, keyOf(object));
      for (const { code, severity } of judged?.state === 'judged' ? findingsAt(judged.value, now) : []) {
        counts.set(code, { code, severity, count: (counts.get(code)?.count ?? 0) + 1 });
      }
      yield;
    }
  }
}
