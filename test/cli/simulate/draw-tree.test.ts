import { expect, test } from 'vitest';
import { drawTree } from '../../../src/cli/simulate/draw-tree.ts';

test('branches hang below their line, and lines go on past what hangs below a branch that is not the last', () => {
  const below = [
    { line: 'b', below: [{ line: 'c' }] },
    { line: 'd', below: [{ line: 'e' }, { line: 'f' }] },
  ];
  expect(drawTree({ line: 'a', below })).toEqual(['a', '├─ b', '│  └─ c', '└─ d', '   ├─ e', '   └─ f']);
});
