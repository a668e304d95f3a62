import type { FactRequest } from '../gatewayapi/fact.ts';
import { defaultReference, defaultTarget, type ReferenceTarget } from '../gatewayapi/reference.ts';
import type { ReferenceSite } from '../gatewayapi/reference-site.ts';
import type { Resolution } from '../gatewayapi/resolution.ts';
import { resolveReference } from '../gatewayapi/resolve-reference.ts';
import type { ClusterSnapshot } from '../kube/cluster-reader.ts';
import { andThen, isPromise, type MaybePromise } from '../kube/maybe-promise.ts';
import type { KeptResolution, ResolutionMemory } from './resolution-memory.ts';
import { type FactSource, runRule } from './run-rule.ts';

/** A resolution and the view of a cluster in which it holds. */
export type ResolutionIn<V> = Resolution & { readonly view: V };

/** Resolves references for one view of one execution, with what is remembered of the snapshot that it sees. */
export class SiteResolver<V> {
  readonly #view: V;
  readonly #facts: FactSource;
  readonly #memory: ResolutionMemory | undefined;
  readonly #noted = new Set<readonly FactRequest[]>();

  /** `memory` of what `facts` answers from; absent where each execution reads afresh. */
  constructor(view: V, facts: FactSource, memory: ResolutionMemory | undefined) {
    this.#view = view;
    this.#facts = facts;
    this.#memory = memory;
  }

  resolve(site: ReferenceSite): MaybePromise<ResolutionIn<V>> {
    const memory = this.#memory;
    if (memory === undefined) return this.#inView(this.#run(site, this.#facts));
    const target = defaultTarget(site);
    if (!isForAll(site, target)) return this.#inView(this.#run(site, this.#facts));
    const known = memory.find(site.row, target);
    if (known === undefined) return this.#inView(this.#runAndKeep(site, target, memory));
    this.#note(known.reads);
    return new RememberedResolution(this.#view, site, known);
  }

  #inView(resolution: MaybePromise<Resolution>): MaybePromise<ResolutionIn<V>> {
    return andThen(resolution, (value) => ({ ...value, view: this.#view }));
  }

  #run(site: ReferenceSite, facts: FactSource): MaybePromise<Resolution> {
    return runRule(resolveReference(defaultReference(site)), facts);
  }

  #runAndKeep(
    site: ReferenceSite,
    target: ReferenceTarget,
    memory: ResolutionMemory,
  ): MaybePromise<Resolution> {
    const reads: FactRequest[] = [];
    const answer = (request: FactRequest) => {
      reads.push(request);
      return this.#facts.answer(request);
    };
    const resolution = this.#run(site, { answer });
    // what took time was asked for, and what is wrong says who refers
    if (isPromise(resolution) || resolution.warnings.length > 0) return resolution;
    if (reads.every((request) => isHeld(memory.snapshot, request)))
      memory.keep(site.row, target, resolution, reads);
    return resolution;
  }

  /** What was read back then is read now, so that what is reported of an execution does not depend on others. */
  #note(reads: readonly FactRequest[]): void {
    if (this.#noted.has(reads)) return;
    this.#noted.add(reads);
    for (const request of reads) this.#facts.answer(request);
  }
}

/** Whether the answer is the same for all references of this sort to this target: nothing of who refers is in it. */
function isForAll(
  { position, from, node }: ReferenceSite,
  { name, namespace, port }: ReferenceTarget,
): boolean {
  // What is written instead of a name or a number is in the message.
  if (name === '' || (port === undefined && 'port' in node)) return false;
  return position === 'parent' || (position === 'backend' && namespace === from.namespace);
}

/**
 * Whether all who see the snapshot see this answer. A reader may know more: what it has read by name, or what its caller
 * may read in one namespace.
 */
function isHeld(snapshot: ClusterSnapshot, request: FactRequest): boolean {
  switch (request.fact) {
    case 'object':
      return snapshot.get(request.key) !== undefined;
    case 'kind':
      return snapshot.kind(request.kind) !== undefined;
    case 'list':
      return snapshot.list(request.kind, { namespace: request.namespace }) !== undefined;
    case 'index':
    case 'entry':
      return snapshot.list(request.index.kind, { namespace: request.namespace }) !== undefined;
    case 'premises':
      return true;
    default:
      return false;
  }
}

/** Most who ask for a resolution do not ask what the reference says. */
class RememberedResolution<V> implements ResolutionIn<V> {
  readonly view: V;
  readonly reason: Resolution['reason'];
  readonly message: string;
  readonly hint: string | undefined;
  readonly permittedBy: Resolution['permittedBy'];
  readonly referent: Resolution['referent'];
  readonly servicePort: Resolution['servicePort'];
  readonly warnings: Resolution['warnings'];
  readonly #site: ReferenceSite;

  constructor(view: V, site: ReferenceSite, kept: KeptResolution) {
    this.view = view;
    this.reason = kept.reason;
    this.message = kept.message;
    this.hint = kept.hint;
    this.permittedBy = kept.permittedBy;
    this.referent = kept.referent;
    this.servicePort = kept.servicePort;
    this.warnings = kept.warnings;
    this.#site = site;
  }

  get reference(): Resolution['reference'] {
    return defaultReference(this.#site);
  }
}
