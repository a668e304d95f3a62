import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cliRun } from '../support/cli-run.ts';
import { openManifests } from '../support/open-manifests.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');

test('the routing tests of the demo pass', async () => {
  const argv = ['test', join(examples, 'tests', 'demo.yaml'), '--manifests', join(examples, 'demo')];
  const { exitCode, stdout } = await cliRun(argv, { actions: { openQuery: openManifests } });
  expect(stdout).toContain('\n5 passed\n');
  expect(exitCode).toBe(0);
});
