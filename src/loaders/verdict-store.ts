import type { EntryIndex, FactAnswer, FactRequest, Judged, VerdictRule } from '../gatewayapi/fact.ts';
import { isPromise } from '../kube/maybe-promise.ts';
import { type ObjectKey, objectKeyId } from '../kube/object-key.ts';
import { keyOf } from '../kube/raw-object.ts';
import { EntryTable, type ObjectChange } from './entry-table.ts';
import { FactSources } from './fact-sources.ts';
import type { FactSource } from './run-rule.ts';
import { sameValue } from './same-value.ts';
import { VerdictNode } from './verdict-node.ts';

/**
 * Verdicts over a cluster that is in memory: each is computed once, with what it read, and again only when something
 * that it read has changed. A change that comes out the same one step up stops there.
 */
export class VerdictStore {
  #facts: FactSource;
  readonly #sources = new FactSources();
  readonly #nodes = new Map<VerdictRule<unknown>, Map<string, VerdictNode>>();
  readonly #tables = new Map<
    EntryIndex<unknown>,
    Map<string | undefined, EntryTable<unknown> | FactAnswer>
  >();
  /** Nodes that are not current, so that they can be brought up to date before anybody asks. */
  readonly #pending = new Set<VerdictNode>();
  #evaluations = 0;
  #revision = 0;

  /** `facts` has to answer with values. */
  constructor(facts: FactSource) {
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

  get<T>(rule: VerdictRule<T>, key: ObjectKey): Judged<T> {
    return this.#outcomeOf(this.#nodeOf(rule, key)) as Judged<T>;
  }

  /** The cluster has moved on: `facts` holds what is true now, `changes` how it differs from before. */
  advance(facts: FactSource, changes: Iterable<ObjectChange>): void {
    this.#facts = facts;
    this.#revision += 1;
    for (const change of changes) {
      for (const request of this.#changedBy(change)) this.#mark(this.#sources.readersOf(request));
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
      ofRule = new Map();
      this.#nodes.set(rule, ofRule);
    }
    const id = objectKeyId(key);
    let node = ofRule.get(id);
    if (node === undefined) {
      node = new VerdictNode(rule, key, (unused) => this.#reconsider(unused));
      ofRule.set(id, node);
    }
    return node;
  }

  #outcomeOf(node: VerdictNode): Judged<unknown> {
    if (node.freshness === 'suspect') this.#verify(node);
    if (node.freshness === 'stale' || node.outcome === undefined) this.#evaluate(node);
    return node.outcome as Judged<unknown>;
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
    node.leaveSources();
    const outcome = this.#run(node);
    const before = node.outcome;
    node.outcome = before !== undefined && sameValue(before, outcome) ? before : outcome;
    this.#setCurrent(node);
    if (before !== undefined && node.outcome !== before) this.#mark(node.dependents);
  }

  #setCurrent(node: VerdictNode): void {
    node.freshness = 'current';
    this.#pending.delete(node);
  }

  /** Nobody depends on it any more: kept where it still tells something. */
  #reconsider(node: VerdictNode): void {
    if (node.freshness !== 'current' || node.outcome?.state !== 'judged') this.#drop(node);
  }

  #dropUnused(key: ObjectKey): void {
    const id = objectKeyId(key);
    for (const ofRule of this.#nodes.values()) {
      const node = ofRule.get(id);
      if (node !== undefined && node.dependents.size === 0) this.#drop(node);
    }
  }

  #drop(node: VerdictNode): void {
    this.#nodes.get(node.rule)?.delete(objectKeyId(node.key));
    this.#pending.delete(node);
    node.leaveSources();
  }

  #run(node: VerdictNode): Judged<unknown> {
    const rule = node.rule.evaluate(node.key);
    let step = rule.next();
    while (step.done !== true) step = rule.next(this.#answer(node, step.value));
    return step.value;
  }

  #answer(node: VerdictNode, request: FactRequest): FactAnswer {
    if (request.fact === 'verdict') {
      const source = this.#nodeOf(request.rule, request.key);
      const outcome = this.#outcomeOf(source);
      node.dependOn(source);
      return outcome;
    }
    const source = this.#sources.of(request);
    if (source !== undefined) node.dependOn(source);
    if (request.fact !== 'entry') return this.#read(request);
    const table = this.#tableOf(request.index, request.namespace);
    return table instanceof EntryTable ? { state: 'entry', values: table.get(request.key) } : table;
  }

  #read(request: FactRequest): FactAnswer {
    const answer = this.#facts.answer(request);
    if (isPromise(answer)) throw new Error('verdicts are kept over facts in memory only');
    return answer;
  }

  /** The entries of an index, or why its objects could not be listed. */
  #tableOf(index: EntryIndex<unknown>, namespace: string | undefined): EntryTable<unknown> | FactAnswer {
    let ofIndex = this.#tables.get(index);
    if (ofIndex === undefined) {
      ofIndex = new Map();
      this.#tables.set(index, ofIndex);
    }
    let table = ofIndex.get(namespace);
    if (table === undefined) {
      const answer = this.#read({ fact: 'list', kind: index.kind, namespace });
      table = 'objects' in answer ? new EntryTable(index, answer.objects) : answer;
      ofIndex.set(namespace, table);
    }
    return table;
  }

  /** The questions whose answers are no longer the same. */
  #changedBy(change: ObjectChange): readonly FactRequest[] {
    const object = change.after ?? change.before;
    if (object === undefined) return [];
    const key = keyOf(object);
    const kind = { group: key.group, kind: key.kind };
    const scopes = new Set([undefined, key.namespace]);
    const changed: FactRequest[] = [{ fact: 'object', key }];
    for (const namespace of scopes) changed.push({ fact: 'list', kind, namespace });
    for (const [index, tables] of this.#tables) {
      if (index.kind.kind !== kind.kind || index.kind.group !== kind.group) continue;
      for (const namespace of scopes) {
        const table = tables.get(namespace);
        if (!(table instanceof EntryTable)) continue;
        for (const entry of table.apply(change))
          changed.push({ fact: 'entry', index, namespace, key: entry });
      }
    }
    return changed;
  }

  #mark(readers: Iterable<VerdictNode>): void {
    for (const node of readers) {
      node.freshness = 'stale';
      this.#pending.add(node);
      this.#suspect(node.dependents);
    }
  }

  #suspect(nodes: ReadonlySet<VerdictNode>): void {
    for (const node of nodes) {
      if (node.freshness !== 'current') continue;
      node.freshness = 'suspect';
      this.#pending.add(node);
      this.#suspect(node.dependents);
    }
  }
}
