import type { Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { ObjectKey } from '../kube/object-key.ts';

/** Something that verdicts were computed from; knows them, so that a change finds what it makes stale. */
export interface Source {
  readonly dependents: Set<VerdictNode>;
  /** Called when nobody depends on it any more. */
  forget(): void;
}

/**
 * `current`: computed from what holds now. `suspect`: something below it is stale, which may come out the same.
 * `stale`: a fact that it read has changed.
 */
export type Freshness = 'current' | 'suspect' | 'stale';

const NOTHING: ReadonlySet<Source> = new Set();

/** One verdict, what it was computed from, and whether that still holds. */
export class VerdictNode implements Source {
  readonly dependents = new Set<VerdictNode>();
  readonly rule: VerdictRule<unknown>;
  readonly key: ObjectKey;
  #freshness: Freshness = 'stale';
  /** The revisions of the cluster that `outcome` holds for: from the one, and before the other. */
  #since = 0;
  #until = 0;
  /** Which of the evaluations of its store gave the outcome, from 1. */
  evaluation = 0;
  /** undefined until it is computed, and where that takes more than is held. */
  outcome: Judged<unknown> | undefined;
  #sources: ReadonlySet<Source> = NOTHING;
  readonly #onUnused: (node: VerdictNode) => void;

  constructor(rule: VerdictRule<unknown>, key: ObjectKey, onUnused: (node: VerdictNode) => void) {
    this.rule = rule;
    this.key = key;
    this.#onUnused = onUnused;
  }

  forget(): void {
    this.#onUnused(this);
  }

  get freshness(): Freshness {
    return this.#freshness;
  }

  /** What it is computed from may have changed with a revision. */
  doubt(freshness: 'suspect' | 'stale', revision: number): void {
    if (this.#freshness === 'current') this.#until = revision;
    this.#freshness = freshness;
  }

  /** The outcome is right at a revision, and until somebody doubts it. */
  confirm(revision: number): void {
    this.#freshness = 'current';
    this.#since = revision;
    this.#until = Number.POSITIVE_INFINITY;
  }

  /** The outcome at a revision that may be over; undefined where nobody knows any more. */
  outcomeAt(revision: number): Judged<unknown> | undefined {
    return this.#since <= revision && revision < this.#until ? this.outcome : undefined;
  }

  get sources(): ReadonlySet<Source> {
    return this.#sources;
  }

  /** Replaces what it was computed from. Most of it stays, which is why it is not left and joined again. */
  dependOn(sources: ReadonlySet<Source>): void {
    const before = this.#sources;
    this.#sources = sources;
    for (const source of sources) source.dependents.add(this);
    for (const source of before) {
      if (sources.has(source)) continue;
      source.dependents.delete(this);
      if (source.dependents.size === 0) source.forget();
    }
  }
}
