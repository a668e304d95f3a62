import { describe, expect, test } from 'vitest';
import { createResolvers } from '../../../resolvers/index.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';
import { printWholeSchema } from '../../../src/print-schema.ts';
import { makeSchema } from '../../../src/schema.ts';
import { repositoryRoot } from '../../repository/repository-files.ts';
import { putFiles } from '../../support/put-files.ts';
import { type CheckRunOptions, checkRun } from './check-run.ts';

const NEW = 'type Query {\n  a: Int\n  d: Kind\n}\n\nenum Kind {\n  A\n  B\n}';
const OLD = 'type Query {\n  a: Int\n  b: Int\n  d: Kind\n}\n\nenum Kind {\n  A\n}';
const DANGEROUS_OLD = 'type Query { a: Int d: Kind } enum Kind { A }';

async function run(
  files: Readonly<Record<string, string>>,
  options: Partial<CheckRunOptions> = {},
): ReturnType<typeof checkRun> {
  const folder = await putFiles(files);
  return checkRun({ sdl: NEW, folder, ...options });
}

describe('text', () => {
  test('groups changes by what they do to clients', async () => {
    const { exitCode, stdout, stderr } = await run({ 'old.graphql': OLD }, { target: 'old.graphql' });
    expect(stdout).toBe(`Schema, compared with old.graphql
1 breaking
  ✗ Field 'b' was removed from object type 'Query' (old.graphql:3:3)
1 dangerous
  ! Enum value 'B' was added to enum 'Kind' (old.graphql:7:6)
Changes: 1 breaking, 1 dangerous.
`);
    expect(stderr).toBe('');
    expect(exitCode).toBe(1);
  });

  test('says that nothing changed', async () => {
    const { exitCode, stdout } = await run({ 'old.graphql': NEW }, { target: 'old.graphql' });
    expect(stdout).toBe('Schema, compared with old.graphql\n  No changes.\n');
    expect(exitCode).toBe(0);
  });

  test('lists problems of documents, and what each operation needs', async () => {
    const files = { 'src/a.graphql': 'query Long { a }', 'src/b.graphql': '{\n  a\n  nope\n}' };
    const { exitCode, stdout } = await run(files, { given: { documents: ['src/*.graphql'] } });
    expect(stdout).toBe(`Documents: 2 files, 2 operations
1 error
  src/b.graphql:3:3: Cannot query field "nope" on type "Query".
  query Long  depth 1 of 24  fields 1 of 10000  src/a.graphql:1:1
  query       depth 1 of 24  fields 2 of 10000  src/b.graphql:1:1
`);
    expect(exitCode).toBe(1);
  });

  test('has both parts where both are asked for', async () => {
    const files = { 'old.graphql': NEW, 'a.graphql': '{ a }' };
    const { exitCode, stdout } = await run(files, {
      target: 'old.graphql',
      given: { documents: ['a.graphql'] },
    });
    expect(stdout).toBe(`Schema, compared with old.graphql
  No changes.

Documents: 1 file, 1 operation
  All of them fit this schema.
  query  depth 1 of 24  fields 1 of 10000  a.graphql:1:1
`);
    expect(exitCode).toBe(0);
  });

  test('has colours on a terminal', async () => {
    const { stdout } = await run({ 'old.graphql': OLD }, { target: 'old.graphql', tty: true });
    expect(stdout).toContain('\u001b[31m✗\u001b[39m');
    const plain = await run(
      { 'old.graphql': OLD },
      { target: 'old.graphql', tty: true, env: { NO_COLOR: '1' } },
    );
    expect(plain.stdout).not.toContain('\u001b');
  });
});

describe('the exit code', () => {
  test.each([
    [OLD, 'breaking', 1],
    [OLD, 'dangerous', 1],
    [DANGEROUS_OLD, 'breaking', 0],
    [DANGEROUS_OLD, 'dangerous', 1],
    [NEW, 'dangerous', 0],
    ['type Query { a: Int } enum Kind { A B }', 'dangerous', 0],
  ])('for the older schema %j and --fail-on %s is %d', async (old, failOn, code) => {
    const { exitCode } = await run({ 'old.graphql': old }, { target: 'old.graphql', given: { failOn } });
    expect(exitCode).toBe(code);
  });

  test.each([
    ['{ a }', 'dangerous', 0],
    ['{ old }', 'breaking', 0],
    ['{ old }', 'dangerous', 1],
    ['{ nope }', 'breaking', 1],
  ])('for the document %j and --fail-on %s is %d', async (document, failOn, code) => {
    const sdl = 'type Query { a: Int old: Int @deprecated }';
    const { exitCode } = await run(
      { 'a.graphql': document },
      { sdl, given: { documents: ['a.graphql'], failOn } },
    );
    expect(exitCode).toBe(code);
  });

  test('follows --max-depth and --max-fields', async () => {
    const given = { documents: ['a.graphql'] };
    const files = { 'a.graphql': '{ a b: a }' };
    expect((await run(files, { given: { ...given, maxFields: '2' } })).exitCode).toBe(0);
    expect((await run(files, { given: { ...given, maxFields: '1' } })).exitCode).toBe(1);
    const unlimited = await run(files, { given: { ...given, maxFields: 'none', maxDepth: 'none' } });
    expect(unlimited.stdout).toContain('query  depth 1  fields 2  a.graphql:1:1');
  });
});

describe('json', () => {
  test('holds all that was found', async () => {
    const { exitCode, stdout } = await run(
      { 'old.graphql': OLD, 'a.graphql': '{ nope }' },
      { target: 'old.graphql', given: { format: 'json', documents: ['a.graphql'] } },
    );
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      passed: false,
      schema: {
        older: 'old.graphql',
        breaking: 1,
        dangerous: 1,
        safe: 0,
        changes: [
          {
            criticality: 'breaking',
            type: 'FIELD_REMOVED',
            path: 'Query.b',
            message: "Field 'b' was removed from object type 'Query'",
            reason: expect.stringContaining('breaking change'),
            experimental: false,
            location: { file: 'old.graphql', line: 3, column: 3 },
          },
          {
            criticality: 'dangerous',
            type: 'ENUM_VALUE_ADDED',
            path: 'Kind.B',
            message: "Enum value 'B' was added to enum 'Kind'",
            reason: expect.any(String),
            experimental: false,
            location: { file: 'old.graphql', line: 7, column: 6 },
          },
        ],
      },
      documents: {
        files: 1,
        errors: 1,
        warnings: 0,
        limits: { depth: 24, fields: 10_000 },
        problems: [
          {
            severity: 'error',
            code: 'GRAPHQL_VALIDATION_FAILED',
            message: 'Cannot query field "nope" on type "Query".',
            file: 'a.graphql',
            line: 1,
            column: 3,
          },
        ],
        operations: [{ file: 'a.graphql', line: 1, column: 1, type: 'query', depth: 1, fields: 1 }],
        schemas: [],
      },
    });
  });

  test('has only the parts that were asked for', async () => {
    const { stdout } = await run(
      { 'old.graphql': NEW },
      { target: 'old.graphql', given: { format: 'json' } },
    );
    expect(JSON.parse(stdout)).toEqual({
      passed: true,
      schema: { older: 'old.graphql', breaking: 0, dangerous: 0, safe: 0, changes: [] },
    });
  });
});

describe('github', () => {
  test('has an annotation for what breaks and for what may, and counts the rest', async () => {
    const files = { 'old.graphql': OLD.replace('  a: Int\n', ''), 'a.graphql': '{ a\n nope }' };
    const { stdout } = await run(files, {
      target: 'old.graphql',
      given: { format: 'github', documents: ['a.graphql'] },
    });
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(
        /^::error file=old\.graphql,line=2,col=3,title=breaking change::Field 'b' was removed from object type 'Query'%0ARemoving/,
      ),
      expect.stringMatching(
        /^::warning file=old\.graphql,line=6,col=6,title=dangerous change::Enum value 'B' was added/,
      ),
      '::error file=a.graphql,line=2,col=2,title=GRAPHQL_VALIDATION_FAILED::Cannot query field "nope" on type "Query".',
      '::notice title=gwql schema check::Schema, compared with old.graphql: 1 breaking, 1 dangerous, 1 safe',
      '::notice title=gwql schema check::1 document: 1 problem',
      'query  depth 1 of 24  fields 2 of 10000  a.graphql:1:1',
      '',
    ]);
  });

  test('names files as GitHub knows them', async () => {
    const folder = await putFiles({ 'web/a.graphql': '{ nope }' });
    const { stdout } = await checkRun({
      sdl: NEW,
      folder: `${folder}/web`,
      given: { format: 'github', documents: ['*.graphql'] },
      env: { GITHUB_WORKSPACE: folder },
    });
    expect(stdout).toMatch(/^::error file=web\/a\.graphql,/);
  });
});

describe('input that cannot be read', () => {
  test('is an error for the user, before anything is written', async () => {
    const given = { documents: ['nowhere/*.graphql'] };
    await expect(run({ 'old.graphql': OLD }, { target: 'old.graphql', given })).rejects.toBeInstanceOf(
      UsageError,
    );
    await expect(run({}, { target: 'old.graphql' })).rejects.toBeInstanceOf(UsageError);
  });

  test('may be schemas where documents were meant', async () => {
    const given = { documents: ['*.graphql'] };
    await expect(run({ 'schema.graphql': OLD }, { given })).rejects.toEqual(
      new UsageError('The files of --documents hold schemas, and no documents.'),
    );
  });

  test('of that kind beside documents is passed over with a word', async () => {
    const given = { documents: ['*.graphql'] };
    const { stderr, exitCode } = await run({ 'schema.graphql': OLD, 'a.graphql': '{ a }' }, { given });
    expect(stderr).toBe('gwql: schema.graphql holds a schema and no documents: passed over\n');
    expect(exitCode).toBe(0);
  });
});

describe('the schema of this build', () => {
  const sdl = printWholeSchema(makeSchema({ createResolvers, describe: false }).schema);

  test('is the one in schema/schema.graphql', async () => {
    const { exitCode, stdout } = await checkRun({
      sdl,
      target: 'schema/schema.graphql',
      folder: repositoryRoot,
    });
    expect(stdout).toBe('Schema, compared with schema/schema.graphql\n  No changes.\n');
    expect(exitCode).toBe(0);
  });

  test('fits the examples', async () => {
    const { exitCode, stdout } = await checkRun({
      sdl,
      folder: repositoryRoot,
      given: { documents: ['examples/queries/*.graphql'], failOn: 'dangerous' },
    });
    expect(stdout).toContain('All of them fit this schema.');
    expect(exitCode).toBe(0);
  });

  test('has experimental kinds, whose use is a warning', async () => {
    const files = { 'mesh.graphql': '{ xMeshes { nodes { kind } } }' };
    const { stdout, exitCode } = await run(files, { sdl, given: { documents: ['*.graphql'] } });
    expect(stdout).toContain('mesh.graphql:1:3: The field Query.xMeshes is experimental');
    expect(exitCode).toBe(0);
  });
});
