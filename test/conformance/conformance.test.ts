import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConformanceSuite } from './run-case.ts';

const FIXTURES = process.env['GWQL_FIXTURES'] ?? join(import.meta.dirname, '..', '..', '..', 'shared');
const FOLDER = join(FIXTURES, 'conformance');
const present = existsSync(FOLDER);

/** What the upstream conformance tests expect, read from data beside this repository; see README.md there. */
describe.skipIf(!present)(present ? 'conformance' : `conformance (skipped: there is no ${FOLDER})`, () => {
  const suite = present ? new ConformanceSuite(FOLDER) : undefined;
  for (const conformanceCase of suite?.cases ?? []) {
    test(conformanceCase.test, async () => {
      const result = await suite?.run(conformanceCase);
      expect(result?.failures).toEqual([]);
    });
  }

  test('a suite that expects nothing proves nothing', () => {
    const statuses = suite?.cases.flatMap(({ status }) => status) ?? [];
    expect(statuses.length).toBeGreaterThan(100);
  });
});
