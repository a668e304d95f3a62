import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { EXAMPLES, exampleFiles, HAVE_EXAMPLES } from '../../support/example-files.ts';
import { checkJson, lineOf } from './check-json.ts';

describe.skipIf(!HAVE_EXAMPLES)('the examples of the Gateway API', () => {
  it.each(exampleFiles())('%s: nothing that leaves the file is an error', async (file) => {
    const { findings, exitCode } = await checkJson([join(EXAMPLES, file)]);
    const errors = findings.filter(({ severity }) => severity === 'ERROR').map(lineOf);
    expect({ errors, exitCode }).toEqual({ errors: [], exitCode: 0 });
  });

  it('have no error that is not one with --complete, all of them together', async () => {
    const errorsOf = async (...argv: string[]) =>
      (await checkJson([EXAMPLES, ...argv])).findings
        .filter(({ severity }) => severity === 'ERROR')
        .map(({ code, source }) => `${code} ${source.file}:${source.line}:${source.column}`);
    const [open, closed] = [await errorsOf(), await errorsOf('--complete')];
    expect(open.filter((error) => !closed.includes(error))).toEqual([]);
    expect(open.length).toBeLessThan(closed.length);
  });
});

test.skipIf(HAVE_EXAMPLES)(
  `the examples are not there (${EXAMPLES}): set GWQL_FIXTURES to check them`,
  () => {},
);
