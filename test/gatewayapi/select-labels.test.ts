import { describe, expect, test } from 'vitest';
import { labelSelectorProblem, selectsLabels } from '../../src/gatewayapi/select-labels.ts';

const LABELS = { team: 'shop', tier: 'gold', 'kubernetes.io/metadata.name': 'shop' };

const term = (key: string, operator: string, values?: readonly string[]) => ({
  matchExpressions: [values === undefined ? { key, operator } : { key, operator, values }],
});

const SELECTORS: readonly (readonly [selector: object, selected: boolean])[] = [
  [{}, true],
  [{ matchLabels: {} }, true],
  [{ matchLabels: { team: 'shop' } }, true],
  [{ matchLabels: { team: 'shop', tier: 'silver' } }, false],
  [{ matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, true],
  [{ matchLabels: { toString: 'x' } }, false],
  [term('team', 'In', ['shop', 'cart']), true],
  [term('team', 'In', ['cart']), false],
  [term('absent', 'In', ['shop']), false],
  [term('team', 'NotIn', ['cart']), true],
  [term('team', 'NotIn', ['shop']), false],
  [term('absent', 'NotIn', ['shop']), true],
  [term('team', 'Exists'), true],
  [term('absent', 'Exists'), false],
  [term('toString', 'Exists'), false],
  [term('team', 'DoesNotExist'), false],
  [term('absent', 'DoesNotExist'), true],
  [term('team', 'Gt', ['1']), false],
  [{ matchLabels: { team: 'shop' }, ...term('tier', 'In', ['silver']) }, false],
];

describe('a label selector', () => {
  test.for(SELECTORS)('%j selects: %s', ([selector, selected]) => {
    expect(selectsLabels(selector, LABELS)).toBe(selected);
  });

  test.for([
    [{ matchExpressions: [{ operator: 'Exists' }] }, 'without a key'],
    [term('team', 'Gt', ['1']), 'unknown operator "Gt"'],
    [term('team', 'In'), 'needs values'],
    [term('team', 'Exists', ['shop']), 'takes no values'],
  ] as const)('%j is malformed: %s', ([selector, problem]) => {
    expect(labelSelectorProblem(selector)).toContain(problem);
  });

  test('that is sound has no problem', () => {
    expect(
      labelSelectorProblem({ matchLabels: { a: 'b' }, ...term('team', 'In', ['shop']) }),
    ).toBeUndefined();
  });
});
