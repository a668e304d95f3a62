import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cliRun } from '../../support/cli-run.ts';
import { putFiles } from '../../support/put-files.ts';
import { checkJson } from './check-json.ts';
import { SHOP } from './shop-files.ts';

/** The files in a folder, and a baseline of them beside it. */
async function withBaseline(files: Readonly<Record<string, string>> = SHOP) {
  const root = await putFiles(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`m/${name}`, text])),
  );
  const [folder, baseline] = [join(root, 'm'), join(root, 'baseline.json')];
  const argv = [folder, '--baseline', baseline];
  const written = await cliRun(['check', ...argv, '--write-baseline']);
  return { folder, baseline, argv, written };
}

const PORT = 'BACKEND_PORT_NOT_FOUND';

describe('a baseline', () => {
  test('is written, and what it knows does not make the check fail', async () => {
    const { argv, baseline, written } = await withBaseline();
    expect(written).toMatchObject({ exitCode: 0, stderr: `gwql: wrote 3 findings to ${baseline}\n` });
    expect(await checkJson(argv)).toMatchObject({ exitCode: 0, errors: 0, baseline: { known: 3, gone: 0 } });
    const { stdout } = await cliRun(['check', ...argv]);
    expect(stdout).toBe('nothing new found in 3 files with 3 objects\n3 findings known from the baseline\n');
  });

  test('knows findings that have moved to other lines, places in lists and files', async () => {
    const { argv, folder } = await withBaseline();
    const text = SHOP['routes.yaml'].replace(
      '  - backendRefs:\n',
      '  - backendRefs:\n    - name: cart\n      port: 80\n',
    );
    await writeFile(join(folder, 'routes.yaml'), `# a comment\n\n${text}`);
    await rename(join(folder, 'routes.yaml'), join(folder, 'a-routes.yaml'));
    expect(await checkJson(argv)).toMatchObject({ exitCode: 0, baseline: { known: 3, gone: 0 } });
  });

  test('does not know new findings, also where they are like known ones', async () => {
    const { argv, folder } = await withBaseline();
    const second = SHOP['routes.yaml'].replace(
      'port: 8080',
      'port: 8080\n    - name: cart\n      port: 8081',
    );
    await writeFile(join(folder, 'routes.yaml'), second);
    const { exitCode, findings, baseline } = await checkJson(argv);
    expect({ exitCode, baseline }).toEqual({ exitCode: 1, baseline: { known: 3, gone: 0 } });
    expect(findings.filter(({ code, known }) => code === PORT && known !== true)).toHaveLength(1);
  });

  test('says what of it is gone, and lets it go when it is written again', async () => {
    const { argv, folder } = await withBaseline();
    await writeFile(join(folder, 'routes.yaml'), SHOP['routes.yaml'].replace('8080', '80'));
    const { stdout, exitCode } = await cliRun(['check', ...argv]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2 findings known from the baseline; 1 of it not found any more');
    expect(await checkJson([...argv, '--ignore', PORT])).toMatchObject({ baseline: { known: 2, gone: 0 } });
    await cliRun(['check', ...argv, '--write-baseline']);
    expect(await checkJson(argv)).toMatchObject({ baseline: { known: 2, gone: 0 } });
  });

  test('never knows what could not be read', async () => {
    const { argv, written } = await withBaseline({ ...SHOP, 'x.yaml': 'a: [' });
    expect(written.exitCode).toBe(2);
    expect(await checkJson(argv)).toMatchObject({ exitCode: 2, baseline: { known: 3, gone: 0 } });
  });

  test('is the same text for the same findings', async () => {
    const [first, second] = [await withBaseline(), await withBaseline()];
    expect(await readFile(first.baseline, 'utf8')).toBe(await readFile(second.baseline, 'utf8'));
  });

  test.each(['', '{}', '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}'])(
    'that is none is a wrong argument: %j',
    async (text) => {
      const { argv, baseline } = await withBaseline();
      await writeFile(baseline, text);
      const { exitCode, stderr } = await cliRun(['check', ...argv]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('is no baseline of this version of gwql');
    },
  );
});
