import { expect, test } from 'vitest';
import { type Rule, type VerdictRule, verdict, verdictRule } from '../../src/gatewayapi/fact.ts';
import type { ObjectChange } from '../../src/kube/object-change.ts';
import type { ObjectKey } from '../../src/kube/object-key.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { VerdictFork } from '../../src/loaders/verdict-fork.ts';
import { VerdictStore } from '../../src/loaders/verdict-store.ts';
import { FactsInMemory } from '../support/answer-facts.ts';

const box = (name: string, fields: { size?: number; lid?: string } = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Box',
  metadata: { namespace: 'ns', name },
  ...fields,
});
const key = (name: string): ObjectKey => ({ group: '', kind: 'Box', namespace: 'ns', name });

// biome-ignore lint/correctness/useYield: a rule that asks for nothing is still a rule.
const big = verdictRule<boolean>('big', function* (object): Rule<boolean> {
  return Number(object['size'] ?? 0) > 10;
});

const lidIsBig = verdictRule<string>('lidIsBig', function* (object) {
  const lid = yield* verdict(big, key(String(object['lid'])));
  return lid.state === 'judged' ? `lid big: ${lid.value}` : lid.state;
});

const told = (rule: VerdictRule<string>): VerdictRule<string> => ({
  name: 'told',
  *evaluate(about) {
    const answer = yield* verdict(rule, about);
    return answer.state === 'judged' ? { state: 'judged', value: `it says ${answer.value}` } : answer;
  },
});
const lidTold = told(lidIsBig);

function forkOf(store: VerdictStore, objects: readonly RawObject[], changes: readonly ObjectChange[]) {
  const fork = VerdictFork.of(store, new FactsInMemory(objects), changes);
  if (fork === undefined) throw new Error('nothing can be shared');
  return fork;
}

test('what the store has yet to look at again is looked at with the changes in mind', () => {
  const [one, a, b] = [box('one', { lid: 'a' }), box('a', { size: 20 }), box('b', { size: 20 })];
  const store = new VerdictStore(new FactsInMemory([one, a, b]));
  expect(store.get(lidTold, key('one'))).toMatchObject({ value: 'it says lid big: true' });
  // The other lid is as big: nothing above it is computed anew.
  const moved = box('one', { lid: 'b' });
  store.advance(new FactsInMemory([moved, a, b]), [{ before: one, after: moved }]);
  const small = box('b', { size: 1 });
  const fork = forkOf(store, [moved, a, small], [{ before: b, after: small }]);
  expect(fork.get(lidTold, key('one'))).toMatchObject({ value: 'it says lid big: false' });
  expect(store.get(lidTold, key('one'))).toMatchObject({ value: 'it says lid big: true' });
});

test('leaves nothing behind in the store about objects that are nowhere', () => {
  const store = new VerdictStore(new FactsInMemory([]));
  const fork = forkOf(store, [box('new', { lid: 'none' })], [{ after: box('new', { lid: 'none' }) }]);
  expect(fork.get(lidTold, key('new'))).toMatchObject({ value: 'it says absent' });
  for (const name of ['new', 'none']) {
    expect(store.readersOf({ fact: 'object', key: key(name) }).size).toBe(0);
  }
});

test('has no answer when the store has moved on, but for what it has answered before', () => {
  const [one, two] = [box('one', { size: 20 }), box('two', { size: 20 })];
  const store = new VerdictStore(new FactsInMemory([one, two]));
  const fork = forkOf(store, [one], [{ before: two }]);
  const answer = fork.get(big, key('one'));
  store.advance(new FactsInMemory([two]), [{ before: one }]);
  expect(fork.get(big, key('one'))).toBe(answer);
  expect(fork.get(big, key('two'))).toBeUndefined();
  expect(fork.reached(big)).toBeUndefined();
});

test('there is none where a kind comes along, which any reference may have looked for', () => {
  const store = new VerdictStore(new FactsInMemory([], { notServed: ['/Box'] }));
  expect(VerdictFork.of(store, new FactsInMemory([box('one')]), [{ after: box('one') }])).toBeUndefined();
});
