/**
 * Runs the end-to-end tests: against the API server double, or against a real cluster with
 * `npm run test:e2e -- --kubeconfig FILE [--context NAME]`. Other arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const options = { kubeconfig: { type: 'string' }, context: { type: 'string' } } as const;
const { values, tokens } = parseArgs({ options, strict: false, allowPositionals: true, tokens: true });
const ours = new Set<string>(Object.keys(options));
const rest = tokens.flatMap((token) => {
  if (token.kind === 'positional') return [token.value];
  if (token.kind === 'option-terminator' || ours.has(token.name)) return [];
  return [token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`];
});

const { kubeconfig, context } = values;
if (kubeconfig === true || context === true) fail('--kubeconfig and --context take a value');
if (typeof kubeconfig === 'string' && !existsSync(kubeconfig)) fail(`there is no file ${kubeconfig}`);
if (context !== undefined && kubeconfig === undefined) fail('--context needs --kubeconfig');

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const result = spawnSync(
  process.execPath,
  [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'e2e', ...rest],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(typeof kubeconfig === 'string' ? { GWQL_E2E_KUBECONFIG: resolve(kubeconfig) } : {}),
      ...(typeof context === 'string' ? { GWQL_E2E_CONTEXT: context } : {}),
    },
  },
);
process.exitCode = result.status ?? 1;
