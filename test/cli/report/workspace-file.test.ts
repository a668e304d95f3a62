import { expect, test } from 'vitest';
import { workspaceFile } from '../../../src/cli/report/workspace-file.ts';

const env = { GITHUB_WORKSPACE: '/workspace' };

test.each([
  ['a.graphql', '/workspace', 'a.graphql'],
  ['a.graphql', '/workspace/web', 'web/a.graphql'],
  ['../a.graphql', '/workspace/web', 'a.graphql'],
  ['/workspace/web/a.graphql', '/', 'web/a.graphql'],
])('%s in %s is %s in the workspace', (file, folder, expected) => {
  expect(workspaceFile(file, { folder, env })).toBe(expected);
});

test('what is outside of the workspace keeps its name', () => {
  expect(workspaceFile('/elsewhere/a.graphql', { folder: '/workspace', env })).toBe('/elsewhere/a.graphql');
});

test('without a workspace names stay', () => {
  expect(workspaceFile('a.graphql', { folder: '/elsewhere', env: {} })).toBe('a.graphql');
});
