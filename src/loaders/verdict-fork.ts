import type { Entry, EntryIndex, FactAnswer, FactRequest, Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import { keyOf } from '../kube/raw-object.ts';
import { ChangedFacts } from './changed-facts.ts';
import { FactSource } from './fact-sources.ts';
import { ForkedTables } from './forked-tables.ts';
import type { HeldFacts } from './held-facts.ts';
import { KeyMap } from './key-map.ts';
import { objectFacts } from './object-facts.ts';
import { RuleMap } from './rule-map.ts';
import { runHeld } from './run-held.ts';
import { sameValue } from './same-value.ts';
import type { ForkedVerdicts } from './shared-verdicts.ts';
import { VerdictNode } from './verdict-node.ts';
import type { VerdictStore } from './verdict-store.ts';

interface Outcome {
  readonly outcome: Judged<unknown> | undefined;
}

/**
 * The verdicts of a store as they would be if some objects were others. A verdict that the changes do not reach is the
 * store's own, computed there if need be and kept for everybody; one that they reach is computed here, once it turns out
 * that something which it was computed from is not what it was. The store is never written to otherwise.
 */
export class VerdictFork implements ForkedVerdicts {
  readonly moment = {};
  readonly #store: VerdictStore;
  readonly #facts: HeldFacts;
  readonly #changes: readonly ObjectChange[];
  readonly #revision: number;
  readonly #tables: ForkedTables;
  readonly #outcomes = new RuleMap<Outcome>();
  readonly #touched = new Map<VerdictNode, boolean>();
  readonly #changed: ChangedFacts;
  #reach: Reach;
  #evaluations = 0;
  /** Verdicts that say something else here, as far as that is known. */
  #different: ReadonlySet<VerdictNode> = new Set();
  /** How many verdicts the store had computed when the changes were last followed to their end. */
  #followed: number | undefined;

  /** `facts` holds what is true after the changes. undefined where a kind comes along, which may be read anywhere. */
  static of(
    store: VerdictStore,
    facts: HeldFacts,
    changes: readonly ObjectChange[],
  ): VerdictFork | undefined {
    const kinds = changes
      .map(({ before, after }) => after ?? before)
      .flatMap((each) => (each ? [keyOf(each)] : []));
    return kinds.every((kind) => store.serves(kind)) ? new VerdictFork(store, facts, changes) : undefined;
  }

  private constructor(store: VerdictStore, facts: HeldFacts, changes: readonly ObjectChange[]) {
    this.#store = store;
    this.#facts = facts;
    this.#changes = changes;
    this.#revision = store.revision;
    this.#tables = new ForkedTables(store.tables, changes);
    this.#changed = new ChangedFacts(changes);
    this.#reach = this.#reachNow();
  }

  /** How many verdicts were computed here so far. */
  get evaluations(): number {
    return this.#evaluations;
  }

  get<T>(rule: VerdictRule<T>, key: ObjectKey): Judged<T> | undefined {
    const known = this.#outcomes.get(rule, key);
    if (known === undefined && !this.#isLatest()) return undefined;
    return (known?.outcome ?? this.#outcomeOf(rule, key)) as Judged<T> | undefined;
  }

  entry(index: EntryIndex<unknown>, namespace: string | undefined, key: string): Entry<unknown> | undefined {
    const entry = this.#isLatest() ? this.#tables.entry(index, namespace, key) : undefined;
    return entry !== undefined && 'values' in entry ? entry : undefined;
  }

  kinds(): Iterable<GroupKind> {
    return this.#store.kinds();
  }

  /** No fork of a fork. */
  fork(): undefined {
    return undefined;
  }

  /** See `ForkedVerdicts`. A step computes one verdict here, and what it needs of the store. */
  *follow(): Generator<undefined, void> {
    if (this.#followed === this.#store.evaluations) return;
    this.#reach = this.#reachNow();
    const different = new Set<VerdictNode>();
    const left = [...this.#store.uncertain(), ...this.#readers()];
    const seen = new Set<VerdictNode>();
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      if (!this.#isLatest()) return;
      if (seen.has(node)) continue;
      seen.add(node);
      // What nothing depends on need not be known by now, and may be the findings of the whole cluster.
      if (node.dependents.size > 0) {
        yield;
        const outcome = this.#outcomeOf(node.rule, node.key);
        if (outcome !== undefined && outcome === node.outcome) continue;
      }
      different.add(node);
      left.push(...node.dependents);
    }
    this.#different = different;
    this.#followed = this.#store.evaluations;
  }

  reached(rule: VerdictRule<unknown>): readonly ObjectKey[] | undefined {
    if (!this.#isLatest() || this.#followed === undefined) return undefined;
    const nodes = [...this.#different].filter((node) => node.rule === rule);
    const objects = this.#changes.flatMap(({ before, after }) => after ?? before ?? []);
    const keys = new KeyMap<ObjectKey>();
    for (const key of [...nodes.map(({ key }) => key), ...objects.map(keyOf)]) keys.set(key, key);
    return [...keys.values()];
  }

  #isLatest(): boolean {
    return this.#store.revision === this.#revision;
  }

  #outcomeOf(rule: VerdictRule<unknown>, key: ObjectKey): Judged<unknown> | undefined {
    const known = this.#outcomes.get(rule, key);
    if (known !== undefined) return known.outcome;
    const outcome = this.#decide(rule, key);
    this.#outcomes.set(rule, key, { outcome });
    return outcome;
  }

  #decide(rule: VerdictRule<unknown>, key: ObjectKey): Judged<unknown> | undefined {
    const node = this.#store.current(rule, key);
    const before = node.outcome;
    const touched = this.#isTouched(node);
    this.#store.dropIdle(node);
    if (!touched) return before;
    this.#evaluations += 1;
    const outcome = runHeld(rule.evaluate(key), this.#answer);
    return sameValue(before, outcome) ? before : outcome;
  }

  /** Whether anything that a verdict was computed from is not what it was. */
  #isTouched(node: VerdictNode): boolean {
    const { nodes, evaluations } = this.#reach;
    if (node.evaluation <= evaluations && !nodes.has(node)) return false;
    const known = this.#touched.get(node);
    if (known !== undefined) return known;
    const touched = this.#differs(node);
    this.#touched.set(node, touched);
    return touched;
  }

  #differs({ sources }: VerdictNode): boolean {
    for (const source of sources) {
      if (source instanceof VerdictNode) {
        if (this.#outcomeOf(source.rule, source.key) !== source.outcome) return true;
      } else if (source instanceof FactSource && this.#isChanged(source.request)) return true;
    }
    return false;
  }

  #isChanged(request: FactRequest): boolean {
    return request.fact === 'entry' ? this.#tables.isChanged(request) : this.#changed.has(request);
  }

  readonly #answer = (request: FactRequest): FactAnswer | undefined => {
    switch (request.fact) {
      case 'verdict':
        return this.#outcomeOf(request.rule, request.key);
      case 'entry':
        return this.#tables.entry(request.index, request.namespace, request.key);
      default:
        return this.#facts.answer(request);
    }
  };

  #reachNow(): Reach {
    // What is not current may come to depend on something else, and what depends on that with it.
    const nodes = new Set(this.#store.uncertain());
    addWithDependents(this.#readers(), nodes);
    return { nodes, evaluations: this.#store.evaluations };
  }

  /** Who has read what is changed, as far as the store knows. */
  *#readers(): Iterable<VerdictNode> {
    const changed = [...this.#changes.flatMap(objectFacts), ...this.#tables.changedEntries()];
    for (const request of changed) yield* this.#store.readersOf(request);
  }
}

interface Reach {
  readonly nodes: ReadonlySet<VerdictNode>;
  /** How many verdicts the store had computed by then: of later ones nothing is known. */
  readonly evaluations: number;
}

function addWithDependents(readers: Iterable<VerdictNode>, nodes: Set<VerdictNode>): void {
  const left = [...readers];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (nodes.has(node)) continue;
    nodes.add(node);
    left.push(...node.dependents);
  }
}
