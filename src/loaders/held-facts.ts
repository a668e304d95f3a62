import type { FactAnswer, FactRequest } from '../gatewayapi/fact.ts';
import type { Premises } from '../gatewayapi/premises.ts';
import type { ClusterSnapshot } from '../kube/cluster-reader.ts';

/** Facts that are at hand. undefined: somebody would have to be asked. */
export interface HeldFacts {
  answer(request: FactRequest): FactAnswer | undefined;
}

/** What a snapshot holds. It asks nobody, and belongs to no caller. */
export class SnapshotFacts implements HeldFacts {
  readonly #snapshot: ClusterSnapshot;
  readonly #premises: Premises;

  constructor(snapshot: ClusterSnapshot, premises: Premises) {
    this.#snapshot = snapshot;
    this.#premises = premises;
  }

  answer(request: FactRequest): FactAnswer | undefined {
    switch (request.fact) {
      case 'object':
        return this.#snapshot.get(request.key);
      case 'kind':
        return this.#snapshot.kind(request.kind);
      case 'list':
        return this.#snapshot.list(request.kind, { namespace: request.namespace });
      case 'premises':
        return this.#premises;
      default:
        return undefined;
    }
  }
}
