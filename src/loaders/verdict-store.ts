import type { EntryIndex, FactAnswer, FactRequest, Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../kube/object-key.ts';
import { keyOf } from '../kube/raw-object.ts';
import { EntryTables } from './entry-tables.ts';
import { FactSources } from './fact-sources.ts';
import type { HeldFacts } from './held-facts.ts';
import { KeyMap } from './key-map.ts';
import { objectFacts } from './object-facts.ts';
import { sameValue } from './same-value.ts';
import { type Source, VerdictNode } from './verdict-node.ts';

const NOTHING: ReadonlySet<Source> = new Set();

/** Thrown through a computation that needs what is not held. */
const NOT_HELD = Symbol('not held');

/**
 * Verdicts over a cluster that is in memory: each is computed once, with what it read, and again only when something
 * that it read has changed. A change that comes out the same one step up stops there.
 */
export class VerdictStore {
  #facts: HeldFacts;
  readonly #sources = new FactSources();
  readonly #nodes = new Map<VerdictRule<unknown>, KeyMap<VerdictNode>>();
  readonly #tables = new EntryTables((kind, namespace) =>
    this.#facts.answer({ fact: 'list', kind, namespace }),
  );
  /** Nodes that are not current, so that they can be brought up to date before anybody asks. */
  readonly #pending = new Set<VerdictNode>();
  #evaluations = 0;
  #revision = 0;

  constructor(facts: HeldFacts) {
    this.#facts = facts;
  }

  /** Counts how often the cluster has moved on. */
  get revision(): number {
    return this.#revision;
  }

  /** How many verdicts were computed so far. */
  get evaluations(): number {
    return this.#evaluations;
  }

  /** undefined where it takes more than is held. */
  get<T>(rule: VerdictRule<T>, key: ObjectKey): Judged<T> | undefined {
    return this.#outcomeOf(this.#nodeOf(rule, key)) as Judged<T> | undefined;
  }

  /** As it was at a revision that is over; undefined where nobody knows any more. */
  getAt<T>(rule: VerdictRule<T>, key: ObjectKey, revision: number): Judged<T> | undefined {
    return this.#nodes.get(rule)?.get(key)?.outcomeAt(revision) as Judged<T> | undefined;
  }

  /** Indexes over what is held, kept by delta. */
  get tables(): EntryTables {
    return this.#tables;
  }

  /** The kinds of objects that verdicts have read. */
  kinds(): Iterable<GroupKind> {
    const kinds = [...this.#sources.kinds(), ...this.#tables.kinds()];
    return new Map(kinds.map((kind) => [groupKindId(kind), kind])).values();
  }

  /** The cluster has moved on: `facts` holds what is true now, `changes` how it differs from before. */
  advance(facts: HeldFacts, changes: Iterable<ObjectChange>): void {
    this.#facts = facts;
    this.#revision += 1;
    this.#tables.begin(this.#revision);
    for (const change of changes) {
      for (const request of [...objectFacts(change), ...this.#tables.apply(change)]) {
        this.#mark(this.#sources.readersOf(request));
      }
      if (change.before !== undefined && change.after === undefined) this.#dropUnused(keyOf(change.before));
    }
  }

  /** Brings every verdict that was ever asked for up to date, one a step. */
  *settle(): Generator<undefined, void> {
    for (const node of this.#pending) {
      this.#outcomeOf(node);
      yield;
    }
  }

  /** Builds an index over the whole cluster, some objects a step, unless a verdict has needed it before. */
  prepare(index: EntryIndex<unknown>): Generator<undefined, void> {
    return this.#tables.prepare(index);
  }

  /** Computes verdicts that were perhaps not asked for yet, one a step. */
  *compute(verdicts: Iterable<readonly [VerdictRule<unknown>, ObjectKey]>): Generator<undefined, void> {
    for (const [rule, key] of verdicts) {
      this.get(rule, key);
      yield;
    }
  }

  #nodeOf(rule: VerdictRule<unknown>, key: ObjectKey): VerdictNode {
    let ofRule = this.#nodes.get(rule);
    if (ofRule === undefined) {
      ofRule = new KeyMap();
      this.#nodes.set(rule, ofRule);
    }
    let node = ofRule.get(key);
    if (node === undefined) {
      node = new VerdictNode(rule, key, this.#reconsider);
      ofRule.set(key, node);
    }
    return node;
  }

  #outcomeOf(node: VerdictNode): Judged<unknown> | undefined {
    if (node.freshness === 'suspect') this.#verify(node);
    if (node.freshness === 'stale') this.#evaluate(node);
    return node.outcome;
  }

  /** Brings what it was computed from up to date; where all of it comes out the same, so does the verdict. */
  #verify(node: VerdictNode): void {
    for (const source of node.sources) {
      if (source instanceof VerdictNode) this.#outcomeOf(source);
      if (node.freshness === 'stale') return;
    }
    this.#setCurrent(node);
  }

  #evaluate(node: VerdictNode): void {
    this.#evaluations += 1;
    const sources = new Set<Source>();
    const outcome = this.#run(node, sources);
    node.dependOn(sources);
    const before = node.outcome;
    node.outcome = sameValue(before, outcome) ? before : outcome;
    this.#setCurrent(node);
    if (node.outcome !== before) this.#mark(node.dependents);
  }

  #setCurrent(node: VerdictNode): void {
    node.confirm(this.#revision);
    this.#pending.delete(node);
  }

  /** Nobody depends on it any more: kept where it still tells something. */
  readonly #reconsider = (node: VerdictNode): void => {
    if (node.freshness !== 'current' || node.outcome?.state !== 'judged') this.#drop(node);
  };

  #dropUnused(key: ObjectKey): void {
    for (const ofRule of this.#nodes.values()) {
      const node = ofRule.get(key);
      if (node !== undefined && node.dependents.size === 0) this.#drop(node);
    }
  }

  #drop(node: VerdictNode): void {
    this.#nodes.get(node.rule)?.delete(node.key);
    this.#pending.delete(node);
    node.dependOn(NOTHING);
  }

  /** Collects what is read on the way. */
  #run(node: VerdictNode, sources: Set<Source>): Judged<unknown> | undefined {
    try {
      const rule = node.rule.evaluate(node.key);
      let step = rule.next();
      while (step.done !== true) step = rule.next(this.#answer(step.value, sources));
      return step.value;
    } catch (error) {
      if (error === NOT_HELD) return undefined;
      throw error;
    }
  }

  #answer(request: FactRequest, sources: Set<Source>): FactAnswer {
    if (request.fact === 'verdict') {
      const node = this.#nodeOf(request.rule, request.key);
      sources.add(node);
      return held(this.#outcomeOf(node));
    }
    const source = this.#sources.of(request);
    if (source !== undefined) sources.add(source);
    return held(
      request.fact === 'entry'
        ? this.#tables.entry(request.index, request.namespace, request.key)
        : this.#facts.answer(request),
    );
  }

  #mark(readers: Iterable<VerdictNode>): void {
    for (const node of readers) {
      node.doubt('stale', this.#revision);
      this.#pending.add(node);
      this.#suspect(node.dependents);
    }
  }

  #suspect(nodes: ReadonlySet<VerdictNode>): void {
    for (const node of nodes) {
      if (node.freshness !== 'current') continue;
      node.doubt('suspect', this.#revision);
      this.#pending.add(node);
      this.#suspect(node.dependents);
    }
  }
}

function held<T>(answer: T | undefined): T {
  if (answer === undefined) throw NOT_HELD;
  return answer;
}
