import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { objectKeyId } from '../../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { anyObject, clusters } from '../support/cluster-arbitrary.ts';
import { queryManifests } from '../support/query-manifests.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-what-if-property-'));
afterAll(() => rmSync(directory, { recursive: true }));

const OBJECT = `kind metadata { namespace name } manifest findings { code path message }
  referencedBy { nodes { fromKey { kind name } path resolution { reason } } }`;
const CONDITIONS = 'conditions { type status reason message }';
const ROUTES = ['httpRoutes', 'grpcRoutes', 'tlsRoutes', 'tcpRoutes', 'udpRoutes'].map(
  (field) => `${field} { totalCount nodes { ${OBJECT} gateways { metadata { name } } urls
    computedStatus { parents { attached ${CONDITIONS} parentRef { name sectionName } } }
    statusDrift { kind type } } }`,
);
const probe = (path: string) =>
  `simulateRequest(input: { gateway: { namespace: "ns1", name: "a" }, host: "a.example.com", path: "${path}" }) {
    outcome message statusCode route { metadata { namespace name } } backends { target { name } share } }`;
const BROAD = `
  resources { kind group count }
  gateways { totalCount pageInfo { endCursor } nodes { ${OBJECT} computedStatus { ${CONDITIONS} listeners { name attachedRoutes ${CONDITIONS} } } } }
  listenerSets { nodes { ${OBJECT} computedStatus { ${CONDITIONS} } } }
  ${ROUTES.join('\n')}
  services { nodes { ${OBJECT} } }
  backendTlsPolicies { nodes { ${OBJECT} computedStatus { ancestors { ${CONDITIONS} } } } }
  referenceGrants { nodes { ${OBJECT} permits { path } } }
  findings { totalCount nodes { code path message object { kind namespace name } } }
  one: ${probe('/')}
`;

interface FindingNode {
  readonly code: string;
  readonly path: string | null;
  readonly message: string;
  readonly object: object;
}

interface Answer {
  readonly findings: { readonly nodes: readonly FindingNode[] };
}

let files = 0;
const fileOf = (objects: readonly RawObject[]): string => {
  files += 1;
  const file = join(directory, `${files}.yaml`);
  writeFileSync(file, textOf(objects));
  return file;
};
const textOf = (objects: readonly RawObject[]) => objects.map((each) => JSON.stringify(each)).join('\n---\n');
const idOf = (object: RawObject) => objectKeyId(keyOf(object));

async function ask(objects: readonly RawObject[], query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await queryManifests({ manifests: [fileOf(objects)], query, variables });
  expect(errors).toBeUndefined();
  return data as unknown;
}

/** What a list of findings has more than another, told apart by all but positions in lists. */
function surplus(of: Answer, over: Answer): readonly string[] {
  const told = ({ findings }: Answer) =>
    findings.nodes
      .filter(({ code }) => !code.startsWith('STATUS_'))
      .map(({ code, path, message, object }) =>
        JSON.stringify([object, code, path?.replaceAll(/\d+/g, ''), message]),
      );
  const left = told(over);
  return told(of)
    .filter((finding) => {
      const at = left.indexOf(finding);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    })
    .sort();
}

test('a hypothetical cluster answers as one does that was loaded from what the changes come to', async () => {
  const changes = fc.array(fc.oneof(anyObject, fc.nat()), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(clusters, changes, async (start, steps) => {
      // A number deletes an object, an object takes the place of the one of its key or comes anew.
      const gone = steps.flatMap((step) =>
        typeof step === 'number' ? (start[step % start.length] ?? []) : [],
      );
      const come = [
        ...new Map(steps.flatMap((step) => (typeof step === 'number' ? [] : [[idOf(step), step]]))).values(),
      ];
      const replaced = new Set([...gone, ...come].map(idOf));
      const after = [...start.filter((each) => !replaced.has(idOf(each))), ...come];
      const deleted = start.filter((each) => replaced.has(idOf(each))).map(keyOf);
      const query = `query ($apply: [String!], $delete: [ObjectKeyInput!]) {
        whatIf(apply: $apply, delete: $delete) {
          compare { introduced { code path message object { kind namespace name } } resolved { code path message object { kind namespace name } } }
          ${BROAD} } }`;
      const supposed = (await ask(start, query, { apply: [textOf(come)], delete: deleted })) as {
        whatIf: Answer & { compare: { introduced: FindingNode[]; resolved: FindingNode[] } };
      };
      const { compare, ...answer } = supposed.whatIf;
      const [was, is] = [
        (await ask(start, `{ ${BROAD} }`)) as Answer,
        (await ask(after, `{ ${BROAD} }`)) as Answer,
      ];
      expect(answer).toEqual(is);
      const as = (nodes: readonly FindingNode[]) =>
        surplus({ findings: { nodes } }, { findings: { nodes: [] } });
      expect(as(compare.introduced)).toEqual(surplus(is, was));
      expect(as(compare.resolved)).toEqual(surplus(was, is));
    }),
    { numRuns: 40 },
  );
}, 60_000);
