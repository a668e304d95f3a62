/**
 * Packs gwql, installs the tarball into an empty folder as a user would, and asks it something: through `npx gwql query`,
 * and through a server that hands out GraphiQL. Run it with npm (`npm run smoke`), so that the pinned Node is first in PATH.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'gwql-smoke-'));
// what npm tells its scripts about this repository must not reach the npm that works in the other folder
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_')),
);

const MANIFEST = `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: default }
spec: { ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: default }
spec: { rules: [{ backendRefs: [{ name: web, port: 80 }, { name: missing, port: 80 }] }] }
`;
const QUERY = '{ httpRoutes { nodes { spec { rules { backendRefs { name resolution { reason } } } } } } }';
const EXPECTED = 'web=ResolvedRefs missing=BackendNotFound';

interface RouteList {
  readonly data?: {
    readonly httpRoutes: {
      readonly nodes: readonly {
        readonly spec: {
          readonly rules: readonly {
            readonly backendRefs: readonly {
              readonly name: string;
              readonly resolution: { readonly reason: string };
            }[];
          }[];
        };
      }[];
    };
  };
}

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function assertEqual(what: string, actual: string, expected: string): void {
  if (actual !== expected) throw new Error(`${what}: expected "${expected}", got "${actual}"`);
  console.log(`ok: ${what}`);
}

function verdicts(response: RouteList): string {
  const rules = response.data?.httpRoutes.nodes.flatMap((route) => route.spec.rules) ?? [];
  const refs = rules.flatMap((rule) => rule.backendRefs);
  return refs.map((ref) => `${ref.name}=${ref.resolution.reason}`).join(' ');
}

function install(): void {
  run('npm', ['pack', '--silent', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack wrote no tarball');
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  writeFileSync(join(folder, 'manifest.yaml'), MANIFEST);
  run('npm', ['install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], folder);
}

function checkQuery(): void {
  const output = run('npx', ['--no-install', 'gwql', 'query', '--manifests', 'manifest.yaml', QUERY], folder);
  assertEqual('npx gwql query answers', verdicts(JSON.parse(output)), EXPECTED);
  const sdl = run('npx', ['--no-install', 'gwql', 'schema', 'print'], folder);
  assertEqual('npx gwql schema print prints', String(sdl.includes('type Query')), 'true');
}

/** Starts the installed server and gives the address that its log names. */
function startServer(): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = spawn(
    process.execPath,
    [join('node_modules', 'gwql', 'dist', 'src', 'main.js'), 'serve', '--port', '0'],
    {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (url !== undefined) resolve({ url, stop: () => server.kill('SIGTERM') });
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', (code) => reject(new Error(`gwql serve ended with ${code}:\n${text}`)));
  });
}

async function checkServer(): Promise<void> {
  const { url, stop } = await startServer();
  try {
    const page = await fetch(`${url}/graphiql/`);
    assertEqual(
      'the package serves GraphiQL',
      `${page.status} ${(await page.text()).includes('<title>gwql</title>')}`,
      '200 true',
    );
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ name }' }),
    });
    const { data }: { data?: { name?: string } } = JSON.parse(await response.text());
    assertEqual('without a source it serves the demo', String(data?.name), 'demo');
  } finally {
    stop();
  }
}

try {
  install();
  checkQuery();
  await checkServer();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
