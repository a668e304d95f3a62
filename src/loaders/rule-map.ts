import type { VerdictRule } from '../gatewayapi/fact.ts';
import type { ObjectKey } from '../kube/object-key.ts';
import { KeyMap } from './key-map.ts';

/** A map by rule and what it is asked about. */
export class RuleMap<V> {
  readonly #rules = new Map<VerdictRule<unknown>, KeyMap<V>>();

  get(rule: VerdictRule<unknown>, key: ObjectKey): V | undefined {
    return this.#rules.get(rule)?.get(key);
  }

  set(rule: VerdictRule<unknown>, key: ObjectKey, value: V): void {
    let ofRule = this.#rules.get(rule);
    if (ofRule === undefined) {
      ofRule = new KeyMap();
      this.#rules.set(rule, ofRule);
    }
    ofRule.set(key, value);
  }

  delete(rule: VerdictRule<unknown>, key: ObjectKey): void {
    this.#rules.get(rule)?.delete(key);
  }

  /** What all rules have about one key. */
  *about(key: ObjectKey): Iterable<V> {
    for (const ofRule of this.#rules.values()) {
      const value = ofRule.get(key);
      if (value !== undefined) yield value;
    }
  }
}
