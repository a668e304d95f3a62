import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findingCases } from '../../findings/finding-case.ts';
import { writeCluster } from '../../support/scenario.ts';
import { checkJson, lineOf } from './check-json.ts';
import { isPlaceOf } from './is-place-of.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-check-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What is about a live cluster, or about rights, no file shows. */
const cases = findingCases().filter(({ isLive, hidden }) => !isLive && hidden.length === 0);

describe('gwql check', () => {
  test.each(cases)('$title ($code)', async ({ cluster, crds, finds }) => {
    const file = writeCluster(directory, cluster);
    const { findings, exitCode } = await checkJson([
      file,
      '--complete',
      ...crds.flatMap((path) => ['--crds', path]),
      '--fail-on',
      'info',
    ]);
    expect(findings.map(lineOf).toSorted()).toEqual(finds);
    expect(exitCode).toBe(finds.length === 0 ? 0 : 1);
    const text = readFileSync(file, 'utf8');
    for (const finding of findings) expect(finding, lineOf(finding)).toSatisfy(isPlaceOf(text));
  });
});
