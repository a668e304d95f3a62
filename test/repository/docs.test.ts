import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { queryManifests } from '../support/query-manifests.ts';
import { readRepositoryFile, repositoryFiles, repositoryRoot } from './repository-files.ts';

const schema = buildSchema(readRepositoryFile('schema/schema.graphql'));
const demo = join(repositoryRoot, 'examples', 'demo');

/** The fenced blocks of one language, in order. */
function blocks(path: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...readRepositoryFile(path).matchAll(fence)].map(([, text = '']) => text);
}

const queries = repositoryFiles()
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) => blocks(path, 'graphql').map((query, index) => ({ path, number: index + 1, query })));

test.each(queries)('query $number of $path fits the schema', ({ query }) => {
  expect(validate(schema, parse(query)).map((error) => error.message)).toEqual([]);
});

test.each(queries)('query $number of $path has an answer on the demo', async ({ query }) => {
  const response = await queryManifests({ manifests: [demo], query });
  expect(response.errors).toBeUndefined();
});

test('the answer in the README is the one that its query gets', async () => {
  const [query = ''] = blocks('README.md', 'graphql');
  const [answer = ''] = blocks('README.md', 'json');
  const { data } = await queryManifests({ manifests: [demo], query });
  expect(JSON.parse(JSON.stringify({ data }))).toEqual(JSON.parse(answer));
});
