import { expect, test } from 'vitest';
import { parseExample } from '../../src/web/example.ts';

test('the first comment line is the title, those right below are the description', () => {
  const text = '# What is broken?\n# Every reference\n# with its reason.\nquery Q {\n  # inside\n  name\n}\n';
  expect(parseExample(text)).toEqual({
    title: 'What is broken?',
    description: 'Every reference with its reason.',
    query: text,
  });
});

test('a query without comments has no title and stays as it is', () => {
  expect(parseExample('{ name }')).toEqual({ title: '', description: '', query: '{ name }\n' });
});

test('a file of comments only is all title and description', () => {
  expect(parseExample('# A\n#B')).toEqual({ title: 'A', description: 'B', query: '# A\n#B\n' });
});
