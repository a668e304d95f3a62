import { createCelEngine } from '../../src/cel/cel-engine.ts';
import { findPattern } from '../../src/cel/find-pattern.ts';
import { readCrdFiles } from '../../src/cli/schema-generate/read-crd-files.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { createObjectValidator } from '../../src/validation/object-validator.ts';
import { threadMs } from './support/measurement.ts';

/**
 * What validation against CRDs takes, processor time of the main thread:
 *
 *     npm run bench:validation -- CRDS [routes]
 *
 * CRDS is a folder with the CRDs of a release of Gateway API. To reach: 10,000 routes in 3 seconds. A route has two
 * parents, two rules, three matches, three backends and two filters; `first` compiles schema and rules too.
 */
const [crdFolder = '', count = '10000'] = process.argv.slice(2);

function route(index: number): RawObject {
  const name = `app-${index}`;
  const backend = (other: string) => ({ name: other, port: 80, weight: 1 });
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { namespace: `team-${index % 40}`, name, labels: { app: name } },
    spec: {
      parentRefs: [{ name: 'public', namespace: 'infra', sectionName: 'http' }, { name: 'internal' }],
      hostnames: [`${name}.example.com`, `www.${name}.example.com`],
      rules: [
        {
          matches: [
            { path: { type: 'PathPrefix', value: `/api/${index}` }, method: 'GET' },
            { path: { type: 'Exact', value: '/login' }, headers: [{ name: 'x-version', value: '2' }] },
          ],
          filters: [
            { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-a', value: 'b' }] } },
            { type: 'RequestMirror', requestMirror: { backendRef: { name: 'mirror', port: 80 } } },
          ],
          backendRefs: [backend(name), backend(`${name}-canary`)],
          timeouts: { request: '10s', backendRequest: '2s' },
        },
        { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [backend('web')] },
      ],
    },
  };
}

const objects = Array.from({ length: Number(count) }, (_, index) => route(index));
const crds = await readCrdFiles(crdFolder);
const validator = createObjectValidator(crds, { engine: createCelEngine(), findPattern });

function validate(some: readonly RawObject[]): number {
  return some.reduce((sum, object) => sum + (validator.validate(object, keyOf(object))?.length ?? 1), 0);
}

function report(what: string, some: readonly RawObject[]): void {
  const start = threadMs();
  const findings = validate(some);
  console.log(`${what.padEnd(24)} ${(threadMs() - start).toFixed(0).padStart(6)} ms, ${findings} findings`);
}

report('first route', objects.slice(0, 1));
for (const round of [1, 2, 3]) report(`${count} routes, round ${round}`, objects);
