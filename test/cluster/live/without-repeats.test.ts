import { expect, test } from 'vitest';
import { withoutRepeats } from '../../../src/cluster/live/without-repeats.ts';
import { testRuntime } from '../../support/live-cluster.ts';

test('a message is passed on once a minute, others at once', () => {
  const runtime = testRuntime();
  const heard: string[] = [];
  const say = withoutRepeats((message) => heard.push(message), runtime.now);
  say('a');
  say('a');
  say('b');
  runtime.advance(59_999);
  say('a');
  expect(heard).toEqual(['a', 'b']);
  runtime.advance(1);
  say('a');
  expect(heard).toEqual(['a', 'b', 'a']);
});
