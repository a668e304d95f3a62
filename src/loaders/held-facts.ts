import type { FactAnswer, FactRequest, Indexed, ObjectIndex, PolicyKinds } from '../gatewayapi/fact.ts';
import type { Premises } from '../gatewayapi/premises.ts';
import type { ClusterSnapshot } from '../kube/cluster-reader.ts';
import { IndexCache } from './index-cache.ts';

/** Facts that are at hand. undefined: somebody would have to be asked. */
export interface HeldFacts {
  answer(request: FactRequest): FactAnswer | undefined;
}

/** What a snapshot holds. It asks nobody, and belongs to no caller. */
export class SnapshotFacts implements HeldFacts {
  readonly #snapshot: ClusterSnapshot;
  readonly #premises: Premises;
  readonly #indexes: IndexCache;
  #policyKinds: PolicyKinds | undefined;

  constructor(snapshot: ClusterSnapshot, premises: Premises, indexes: IndexCache = new IndexCache()) {
    this.#snapshot = snapshot;
    this.#premises = premises;
    this.#indexes = indexes;
  }

  answer(request: FactRequest): FactAnswer | undefined {
    switch (request.fact) {
      case 'object':
        return this.#snapshot.get(request.key);
      case 'kind':
        return this.#snapshot.kind(request.kind);
      case 'list':
        return this.#snapshot.list(request.kind, { namespace: request.namespace });
      case 'index':
        return this.#index(request.index, request.namespace);
      case 'policyKinds':
        return this.#kindsOfPolicies();
      case 'premises':
        return this.#premises;
      default:
        return undefined;
    }
  }

  #kindsOfPolicies(): PolicyKinds | undefined {
    const served = this.#policyKinds === undefined ? this.#snapshot.resources?.() : undefined;
    if (served !== undefined) this.#policyKinds = this.#indexes.policyKinds.of(served, this.#premises);
    return this.#policyKinds;
  }

  #index(index: ObjectIndex<unknown>, namespace: string): Indexed<unknown> | undefined {
    const answer = this.#snapshot.list(index.kind, { namespace });
    if (answer?.state !== 'listed') return answer;
    return { state: 'indexed', index: this.#indexes.get(index, answer.objects) };
  }
}
