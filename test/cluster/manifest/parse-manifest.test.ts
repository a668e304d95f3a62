import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../../src/cluster/manifest/manifest-problem.ts';
import { parseManifest } from '../../../src/cluster/manifest/parse-manifest.ts';
import { SourceLocator } from '../../../src/cluster/manifest/source-locator.ts';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n';

async function namesAndProblems(text: string) {
  const { objects, problems } = await parseManifest('m.yaml', text);
  return { names: objects.map(({ object }) => object.metadata.name), problems: problems.map(formatProblem) };
}

test('a broken document is reported at its line and column, and the rest is served', async () => {
  const text = `${SERVICE}---\n${SERVICE.replace('a', 'b')}  labels: {\n---\n# nothing\n---\n${SERVICE.replace('name: a', 'name: c')}`;
  expect(await namesAndProblems(text)).toStrictEqual({
    names: ['a', 'c'],
    problems: [expect.stringMatching(/^m\.yaml:\d+:\d+: not YAML: /)],
  });
});

test('an open quote costs one document only; it is missing at the end of that', async () => {
  const { names, problems } = await namesAndProblems(`${SERVICE}  labels: {a: "b}\n---\n${SERVICE}`);
  expect(names).toStrictEqual(['a']);
  expect(problems).toStrictEqual([
    'm.yaml:6:1: not YAML: a quote, bracket, brace, colon or space is missing',
  ]);
});

test('what is no object is reported where the missing field should be', async () => {
  const text = `${SERVICE}---\nreplicas: 3\n---\n- a\n---\napiVersion: v1\nkind: Service\nmetadata:\n  labels: {}\n`;
  expect(await namesAndProblems(text)).toStrictEqual({
    names: ['a'],
    problems: [
      'm.yaml:6:1: not a Kubernetes object: apiVersion is missing',
      'm.yaml:8:1: not a Kubernetes object: it has no fields',
      'm.yaml:12:1: not a Kubernetes object: metadata.name is missing',
    ],
  });
});

test('an item of a List that is no object is reported, the other items are served', async () => {
  const json = JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } }, { apiVersion: 'v1' }, null],
    },
    null,
    1,
  );
  expect(await namesAndProblems(json)).toStrictEqual({
    names: ['a'],
    problems: [
      'm.yaml:12:3: not a Kubernetes object: kind is missing',
      'm.yaml:15:3: not a Kubernetes object: it has no fields',
    ],
  });
});

test('a rounded number is reported, the object is served', async () => {
  expect(await namesAndProblems(`${SERVICE}spec:\n  big: 12345678901234567890\n`)).toStrictEqual({
    names: ['a'],
    problems: ['m.yaml:6:8: this number is too large to be kept exactly and was rounded'],
  });
});

test('comments, empty documents and directives are no problem', async () => {
  const text = `# c\n---\n---\n\n%YAML 1.1\n---\n${SERVICE}day: 2026-11-23\n...\n# end\n`;
  const { objects, problems } = await parseManifest('m.yaml', text);
  expect(problems).toStrictEqual([]);
  expect(objects.map(({ object }) => object['day'])).toStrictEqual(['2026-11-23']);
});

test('more documents than anybody writes are cut off, and that is said', async () => {
  const { problems } = await namesAndProblems(`${'---\n'.repeat(100_000)}${SERVICE}---\n${SERVICE}`);
  expect(problems).toStrictEqual(['m.yaml:100005:1: a file may hold 100000 documents: the rest is not read']);
});

test('a file with nothing but faults does not fill the memory with problems', async () => {
  const { problems } = await parseManifest('m.yaml', 'a: 1\n---\n'.repeat(1500));
  expect(problems).toHaveLength(1001);
  expect(problems[1000]).toStrictEqual({
    file: 'm.yaml',
    line: 2001,
    column: 1,
    message: 'from here on, problems are not listed',
    level: 'error',
  });
});

describe('of a manifest with a Secret', () => {
  const SENTINEL = 'SENTINEL';
  const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: login
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"data": "${SENTINEL}"}'
    team: a
stringData:
  password: ${SENTINEL}
  pem: |
    ${SENTINEL}
    ${SENTINEL}
`;
  const asJson = (secret: object) =>
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [secret] }, null, 2);

  test('no object holds its contents, and positions are still known', async () => {
    const { objects } = await parseManifest('m.yaml', `${SERVICE}---\n${SECRET}---\n${SERVICE}`);
    expect(JSON.stringify(objects)).not.toContain(SENTINEL);
    const locator = new SourceLocator();
    const places = objects.map(({ source }) => locator.locate(source, 'stringData.pem').line);
    expect(places).toStrictEqual([1, 15, 19]);
  });

  test('what is kept of the text holds none of it', async () => {
    const json = asJson({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a' },
      stringData: { p: SENTINEL },
    });
    for (const text of [
      SECRET,
      json,
      `${SECRET}broken: [${SENTINEL}\n---\n${SERVICE}`,
      `kind: Secret\ndata: ${SENTINEL}\n---\n${SERVICE}`,
    ]) {
      const { objects } = await parseManifest('m.yaml', text);
      const kept = objects.map(({ source }) => source.document.file.textOf({ start: 0, end: text.length }));
      expect(kept).toStrictEqual([expect.not.stringContaining(SENTINEL)]);
      expect(kept[0]).toHaveLength(text.length);
    }
  });

  test.each([
    `${SECRET}  broken ${SENTINEL}\n`,
    `${SECRET}  "${SENTINEL}\n`,
    `${SECRET}  x: *${SENTINEL}\n`,
    `${SECRET}  x: !!${SENTINEL} a\n  x: 2`,
    `${SECRET}  x: @${SENTINEL}\n`,
    `${SECRET}\t${SENTINEL}: a\n`,
    `${SECRET}  password: ${SENTINEL}\n`,
    `${SECRET}  x: {a: ${SENTINEL}\n`,
    `${SENTINEL}`,
    `apiVersion: v1\nkind: Secret\nmetadata: ${SENTINEL}\n`,
    `apiVersion: v1\nkind: ${SENTINEL} ${SENTINEL}\nmetadata: {name: a}\n`,
    `{"kind": "Secret", "data": {"a": "${SENTINEL}" "b"}}`,
    `%${SENTINEL}\n%YAML ${SENTINEL}\n${SECRET}`,
  ])('no problem quotes it: %j', async (text) => {
    const { objects, problems } = await parseManifest('m.yaml', text);
    expect(objects).toStrictEqual([]);
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain(SENTINEL);
  });
});
