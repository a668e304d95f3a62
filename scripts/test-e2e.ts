/**
 * Runs the end-to-end tests: against the API server double, or against a real cluster with
 * `npm run test:e2e -- --kubeconfig FILE [--context NAME]`. Other arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { missingRights, WHAT_IS_MADE } from '../test/e2e/preflight.ts';

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

if (typeof kubeconfig === 'string') {
  await requireRights(kubeconfig, typeof context === 'string' ? context : undefined);
}

/** Tells what will be made, and goes no further where that is not permitted. */
async function requireRights(file: string, name: string | undefined): Promise<void> {
  console.log(WHAT_IS_MADE);
  const missing = await missingRights({ kubeconfig: file, context: name }).catch((error: unknown) =>
    fail(`cannot ask the cluster of ${file} what may be made there: ${wordsOf(error)}`),
  );
  if (missing.length === 0) return;
  fail(`nothing was made: the user of ${file} may not\n${missing.map((right) => `  ${right}`).join('\n')}
Give him these rights in the whole cluster, or name a context of somebody who has them with --context.`);
}

/** `fetch failed` says why in its cause; answers of the API server go on for many lines. */
function wordsOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
  return (cause instanceof Error ? cause.message : message).split('\n')[0] ?? message;
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
