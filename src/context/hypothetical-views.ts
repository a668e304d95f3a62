import { badUserInput } from '../errors.ts';
import type { Hypothesis, Suppose, Supposition } from '../kube/hypothesis.ts';
import type { Clock } from '../kube/time.ts';
import { SnapshotFacts } from '../loaders/held-facts.ts';
import type { IndexCache } from '../loaders/index-cache.ts';
import { ClusterView } from './cluster-view.ts';

/** Most hypothetical views of one query: each may compute as much as a cluster. */
export const MOST_VIEWS = 4;

/** A view with changes, or what of it the caller could not read. */
export type SupposedView =
  | { readonly state: 'supposed'; readonly view: ClusterView }
  | Extract<Supposition, { readonly state: 'unreadable' }>;

interface Services {
  readonly indexes: IndexCache;
  readonly suppose: Suppose;
  readonly now: Clock;
}

/** The hypothetical views of one execution. */
export class HypotheticalViews {
  readonly #services: Services;
  #count = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Throws what `Suppose` throws, and BAD_USER_INPUT for a view too many, or one inside another. */
  async suppose(base: ClusterView, hypothesis: Hypothesis, maxObjects: number): Promise<SupposedView> {
    if (base.hypothesis !== undefined) {
      throw badUserInput('whatIf: this is a hypothetical cluster already; put all changes into one whatIf');
    }
    this.#count += 1;
    if (this.#count > MOST_VIEWS) throw badUserInput(`whatIf: there may be ${MOST_VIEWS} in one query`);
    const { suppose, now, indexes } = this.#services;
    const supposition = await suppose(base.reader, hypothesis, {
      served: base.cluster.source !== 'MANIFESTS',
      now: new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      maxObjects,
    });
    if (supposition.state !== 'supposed') return supposition;
    const { reader, changes, id } = supposition;
    const { premises } = base;
    // Who sees only part judges much for himself: of that nobody knows what the changes reach.
    const isShared = reader.snapshot !== undefined && reader.audience !== undefined;
    const facts = isShared ? new SnapshotFacts(reader.snapshot, premises, indexes) : undefined;
    const verdicts = facts && base.verdicts?.fork(facts, changes);
    const view = new ClusterView(base.cluster, reader, indexes, {
      premises,
      verdicts,
      hypothesis: { base, id, verdicts },
      course: base.course,
    });
    return { state: 'supposed', view };
  }
}
