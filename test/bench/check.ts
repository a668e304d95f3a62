import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { parseAllDocuments } from 'yaml';
import { readCheckConfig } from '../../src/cli/check/check-config.ts';
import { runCheck } from '../../src/cli/check/run-check.ts';

/**
 * What `gwql check` takes for many files: `node test/bench/check.ts`. To reach: 5,000 files, the whole program, within
 * 10 seconds; in processor time no more than three times what parsing alone takes, and growth in proportion.
 */

const SIZES = [500, 5_000];
const FILES_IN_FOLDER = 50;
/** One route in so many names a port that is not there, one a Service that is in no file. */
const BROKEN = 20;

function fileText(index: number): string {
  const [name, namespace] = [`app-${index}`, `team-${index % 40}`];
  const port = index % BROKEN === 0 ? 8080 : 80;
  const second = index % BROKEN === 1 ? 'elsewhere' : name;
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: {app: ${name}, team: ${namespace}}
spec:
  selector: {app: ${name}}
  ports:
  - name: http
    port: 80
    targetPort: 8080
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  parentRefs:
  - name: gateway-${index % 10}
    namespace: infra
  hostnames: [${name}.example.com]
  rules:
  - matches:
    - path: {type: PathPrefix, value: /api}
      headers:
      - {name: x-version, value: "2"}
    backendRefs:
    - name: ${name}
      port: ${port}
  - backendRefs:
    - name: ${second}
      port: 80
    filters:
    - type: RequestHeaderModifier
      requestHeaderModifier:
        set: [{name: x-app, value: ${name}}]
`;
}

function gatewayText(index: number): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gateway-${index}, namespace: infra}
spec:
  gatewayClassName: public
  listeners:
  - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
`;
}

function write(root: string, size: number): readonly string[] {
  const texts = Array.from({ length: size }, (_, index) =>
    index < 10 ? gatewayText(index) : fileText(index),
  );
  for (const [index, text] of texts.entries()) {
    const folder = join(root, `f${Math.floor(index / FILES_IN_FOLDER)}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${index}.yaml`), text);
  }
  return texts;
}

/** Milliseconds of processor time. */
async function cpu(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 1_000);
}

async function check(folder: string): Promise<number> {
  const io = { env: {}, stdin: Readable.from(['']), stdout: new PassThrough(), stderr: new PassThrough() };
  io.stdout.resume();
  return runCheck({ config: readCheckConfig([folder], {}, { env: {} }), io, version: 'bench' });
}

/** Seconds of the clock for the whole program. */
async function program(folder: string): Promise<number> {
  const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
  const began = performance.now();
  const child = spawn(process.execPath, [main, 'check', folder], { stdio: 'ignore' });
  await once(child, 'exit');
  return (performance.now() - began) / 1_000;
}

const rows = [];
for (const size of SIZES) {
  const root = mkdtempSync(join(tmpdir(), 'gwql-bench-check-'));
  try {
    const texts = write(root, size);
    await check(root);
    const parsing = await cpu(() => texts.map((text) => parseAllDocuments(text).map((each) => each.toJS())));
    const checking = await cpu(() => check(root));
    rows.push({
      files: size,
      'parsing alone, cpu ms': parsing,
      'check, cpu ms': checking,
      ratio: (checking / parsing).toFixed(2),
      'program, s': (await program(root)).toFixed(1),
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}
console.table(rows);
