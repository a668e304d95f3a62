import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { readRepositoryFile, repositoryFiles } from './repository-files.ts';
import { runGwql } from './run-gwql.ts';

const TIMEOUT = 60_000;

/** The fenced blocks of one language, in order. */
function blocks(path: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...readRepositoryFile(path).matchAll(fence)].map(([, text = '']) => text);
}

const queries = repositoryFiles()
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) => blocks(path, 'graphql').map((query, index) => ({ path, number: index + 1, query })));

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = buildSchema(await runGwql('schema', 'print'));
}, TIMEOUT);

test.each(queries)('query $number of $path fits the schema', ({ query }) => {
  expect(validate(schema, parse(query)).map((error) => error.message)).toEqual([]);
});

test.each(queries)(
  'query $number of $path runs on the demo without an error',
  { timeout: TIMEOUT },
  async ({ query }) => {
    const response: { errors?: unknown } = JSON.parse(
      await runGwql('query', '--manifests', 'examples/demo', query),
    );
    expect(response.errors).toBeUndefined();
  },
);

test('the answer in the README is the one that its query gets', { timeout: TIMEOUT }, async () => {
  const [query = ''] = blocks('README.md', 'graphql');
  const [answer = ''] = blocks('README.md', 'json');
  const response: { data: unknown } = JSON.parse(
    await runGwql('query', '--manifests', 'examples/demo', query),
  );
  expect({ data: response.data }).toEqual(JSON.parse(answer));
});
