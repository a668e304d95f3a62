import type { FactAnswer, FactRequest } from '../../src/gatewayapi/fact.ts';
import { BUILT_IN_POLICIES, type PolicyKind } from '../../src/gatewayapi/policies/policy-kind.ts';
import { LIVE_PREMISES, type Premises } from '../../src/gatewayapi/premises.ts';
import type { ListResult, Lookup } from '../../src/kube/lookup.ts';
import { type GroupKind, groupKindId, type ObjectKey, objectKeyId } from '../../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { EntryTable } from '../../src/loaders/entry-table.ts';
import { type FactSource, runRule } from '../../src/loaders/run-rule.ts';

interface Overrides {
  /** Kinds that the cluster does not serve, as `group/kind`. */
  readonly notServed?: readonly string[];
  /** Cluster-scoped kinds, as `group/kind`. */
  readonly clusterScoped?: readonly string[];
  readonly premises?: Premises;
  /** Beside those of Gateway API. */
  readonly policyKinds?: readonly PolicyKind[];
  object?(key: ObjectKey): Lookup | undefined;
  list?(kind: GroupKind, namespace: string | undefined): ListResult | undefined;
}

/** Answers rules from a list of objects, and records what was asked. */
export class FactsInMemory implements FactSource {
  readonly asked: FactRequest[] = [];
  readonly #objects: readonly RawObject[];
  readonly #overrides: Overrides;

  constructor(objects: readonly RawObject[], overrides: Overrides = {}) {
    this.#objects = objects;
    this.#overrides = overrides;
  }

  answer(request: FactRequest): FactAnswer {
    this.asked.push(request);
    switch (request.fact) {
      case 'object':
        return this.#object(request.key);
      case 'kind':
        return this.#kind(request.kind);
      case 'list':
        return this.#list(request.kind, request.namespace);
      case 'index': {
        const list = this.#list(request.index.kind, request.namespace);
        return list.state === 'listed'
          ? { state: 'indexed', index: request.index.build(list.objects) }
          : list;
      }
      case 'entry': {
        const list = this.#list(request.index.kind, request.namespace);
        return list.state === 'listed'
          ? { state: 'entry', values: new EntryTable(request.index, list.objects).get(request.key) }
          : list;
      }
      case 'verdict':
        return runRule(request.rule.evaluate(request.key), this) as FactAnswer;
      case 'policyKinds':
        return {
          state: 'policyKinds',
          kinds: [...BUILT_IN_POLICIES, ...(this.#overrides.policyKinds ?? [])],
        };
      case 'premises':
        return this.#overrides.premises ?? LIVE_PREMISES;
    }
  }

  #object(key: ObjectKey): Lookup {
    const id = objectKeyId(key);
    const object = this.#objects.find((candidate) => objectKeyId(keyOf(candidate)) === id);
    return (
      this.#overrides.object?.(key) ??
      this.#missingKind(key) ??
      (object === undefined ? { state: 'absent' } : { state: 'found', object })
    );
  }

  #list(kind: GroupKind, namespace: string | undefined): ListResult {
    const objects = this.#objects.filter(
      (object) =>
        groupKindId(keyOf(object)) === groupKindId(kind) &&
        (namespace === undefined || object.metadata.namespace === namespace),
    );
    return this.#overrides.list?.(kind, namespace) ?? this.#missingKind(kind) ?? { state: 'listed', objects };
  }

  #kind(kind: GroupKind): FactAnswer {
    const missing = this.#missingKind(kind);
    if (missing !== undefined) return missing;
    const namespaced = !(this.#overrides.clusterScoped ?? []).includes(groupKindId(kind));
    return {
      state: 'served',
      resource: { ...kind, plural: '', namespaced, versions: ['v1'], synced: true },
    };
  }

  #missingKind(kind: GroupKind): { state: 'notServed'; message: string } | undefined {
    return this.#overrides.notServed?.includes(groupKindId(kind))
      ? { state: 'notServed', message: 'no such kind' }
      : undefined;
  }
}
