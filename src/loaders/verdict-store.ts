import type { EntryIndex, FactAnswer, FactRequest, Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../kube/object-key.ts';
import { keyOf } from '../kube/raw-object.ts';
import { EntryTables } from './entry-tables.ts';
import { FactSources } from './fact-sources.ts';
import type { HeldFacts } from './held-facts.ts';
import { objectFacts } from './object-facts.ts';
import { RuleMap } from './rule-map.ts';
import { runHeld } from './run-held.ts';
import { sameValue } from './same-value.ts';
import { type Source, VerdictNode } from './verdict-node.ts';

const NOTHING: ReadonlySet<Source> = new Set();

/**
 * Verdicts over a cluster that is in memory: each is computed once, with what it read, and again only when something
 * that it read has changed. A change that comes out the same one step up stops there.
 */
export class VerdictStore {
  #facts: HeldFacts;
  readonly #sources = new FactSources();
  readonly #nodes = new RuleMap<VerdictNode>();
  readonly #tables = new EntryTables((kind, namespace) =>
    this.#facts.answer({ fact: 'list', kind, namespace }),
  );
  /** Nodes that are not current, so that they can be brought up to date before anybody asks. */
  readonly #pending = new Set<VerdictNode>();
  /** Nodes that take more than is held: what they would come to depend on is not known. */
  readonly #unheld = new Set<VerdictNode>();
  #evaluations = 0;
  #revision = 0;
  #moment: object = {};

  constructor(facts: HeldFacts) {
    this.#facts = facts;
  }

  /** Counts how often the cluster has moved on. */
  get revision(): number {
    return this.#revision;
  }

  /** Another one for each revision of each store. */
  get moment(): object {
    return this.#moment;
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
    return this.#nodes.get(rule, key)?.outcomeAt(revision) as Judged<T> | undefined;
  }

  /** The node of a verdict, brought up to date. */
  current(rule: VerdictRule<unknown>, key: ObjectKey): VerdictNode {
    const node = this.#nodeOf(rule, key);
    this.#outcomeOf(node);
    return node;
  }

  /** Drops a verdict that tells nothing and that nobody depends on. */
  dropIdle(node: VerdictNode): void {
    if (node.dependents.size === 0 && tellsNothing(node)) this.#drop(node);
  }

  serves(kind: GroupKind): boolean {
    const answer = this.#facts.answer({ fact: 'kind', kind });
    return answer !== undefined && 'state' in answer && answer.state === 'served';
  }

  readersOf(request: FactRequest): ReadonlySet<VerdictNode> {
    return this.#sources.readersOf(request);
  }

  /** What may depend on more than is known: what is not current, and what takes more than is held. */
  *uncertain(): Iterable<VerdictNode> {
    yield* this.#pending;
    yield* this.#unheld;
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
    this.#moment = {};
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
    const known = this.#nodes.get(rule, key);
    if (known !== undefined) return known;
    const node = new VerdictNode(rule, key, this.#reconsider);
    this.#nodes.set(rule, key, node);
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
    const outcome = runHeld(node.rule.evaluate(node.key), (request) => this.#answer(request, sources));
    node.dependOn(sources);
    node.evaluation = this.#evaluations;
    const before = node.outcome;
    node.outcome = sameValue(before, outcome) ? before : outcome;
    if (node.outcome === undefined) this.#unheld.add(node);
    else this.#unheld.delete(node);
    this.#setCurrent(node);
    if (node.outcome !== before) this.#mark(node.dependents);
  }

  #setCurrent(node: VerdictNode): void {
    node.confirm(this.#revision);
    this.#pending.delete(node);
  }

  /** Nobody depends on it any more: kept where it still tells something. */
  readonly #reconsider = (node: VerdictNode): void => {
    if (node.freshness !== 'current' || tellsNothing(node)) this.#drop(node);
  };

  #dropUnused(key: ObjectKey): void {
    for (const node of this.#nodes.about(key)) {
      if (node.dependents.size === 0) this.#drop(node);
    }
  }

  #drop(node: VerdictNode): void {
    this.#nodes.delete(node.rule, node.key);
    this.#pending.delete(node);
    this.#unheld.delete(node);
    node.dependOn(NOTHING);
  }

  /** Collects what is read on the way. */
  #answer(request: FactRequest, sources: Set<Source>): FactAnswer | undefined {
    if (request.fact === 'verdict') {
      const node = this.#nodeOf(request.rule, request.key);
      sources.add(node);
      return this.#outcomeOf(node);
    }
    const source = this.#sources.of(request);
    if (source !== undefined) sources.add(source);
    return request.fact === 'entry'
      ? this.#tables.entry(request.index, request.namespace, request.key)
      : this.#facts.answer(request);
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

/** Of what takes more than is held something is known: that it may come to something else after any change. */
function tellsNothing({ outcome }: VerdictNode): boolean {
  return outcome !== undefined && outcome.state !== 'judged';
}
