import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { queryManifests } from '../support/query-manifests.ts';
import { writeCluster } from '../support/scenario.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-scalars-'));
afterAll(() => rmSync(directory, { recursive: true }));

const manifests = [
  writeCluster(
    directory,
    `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, labels: {version: 1.0, app: cart}}
spec: {selector: [app], ports: [{port: 80, targetPort: true}]}
`,
  ),
];

it('a value that its scalar cannot hold is null with an error that says so, and no bug', async () => {
  const { data, errors } = await queryManifests({
    manifests,
    query: `{ service(namespace: "shop", name: "cart") {
      metadata { labels label(key: "app") } spec { selector ports { port targetPort } } } }`,
  });
  expect(data).toEqual({
    service: {
      metadata: { labels: null, label: 'cart' },
      spec: { selector: null, ports: [{ port: 80, targetPort: null }] },
    },
  });
  expect(errors?.map(({ message, extensions }) => [message.slice(57), extensions?.['code']])).toEqual([
    ['StringMap holds an object of strings, not an object with other values', 'BAD_USER_INPUT'],
    ['StringMap holds an object of strings, not a list', 'BAD_USER_INPUT'],
    ['IntOrString holds a whole number or a string, not a value of type boolean', 'BAD_USER_INPUT'],
  ]);
});
