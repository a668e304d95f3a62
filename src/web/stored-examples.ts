import { type Example, parseExample } from './example.ts';

const files = import.meta.glob<string>('../../examples/queries/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every file of examples/queries, in the order of their names. */
export const EXAMPLES: readonly Example[] = Object.keys(files)
  .sort()
  .map((path) => parseExample(files[path] ?? ''));
