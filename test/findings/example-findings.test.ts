import { describe, expect, it, test } from 'vitest';
import { EXAMPLES, exampleFiles, HAVE_EXAMPLES, withNeighbours } from '../support/example-files.ts';
import { queryManifests } from '../support/query-manifests.ts';

/** The examples leave out what they are not about: classes, Services, Secrets, Gateways and what brings their kinds. */
const LEAVES_THE_FILES: ReadonlySet<string> = new Set([
  'BACKEND_NOT_FOUND',
  'CA_CERTIFICATE_INVALID',
  'CERTIFICATE_INVALID',
  'GATEWAY_CLASS_ASSUMED',
  'INVALID_KIND',
  'PARAMETERS_INVALID',
  'PARENT_NOT_FOUND',
  'POLICY_TARGET_NOT_FOUND',
]);

/** What follows from that for others. */
const CONSEQUENCES: ReadonlySet<string> = new Set([
  'GATEWAY_WITHOUT_CONTROLLER',
  'PARENT_NOT_SERVING',
  'PARENT_WITHOUT_CONTROLLER',
]);

/** All else that there is to say about them, each looked at by a person. */
const REMARKS: { readonly [file: string]: readonly string[] } = {
  // examples of filters and weights, which name no parent
  'standard/grpc-filter.yaml': ['ROUTE_WITHOUT_PARENTS GRPCRoute grpc-filter-1'],
  'standard/http-filter.yaml': ['ROUTE_WITHOUT_PARENTS HTTPRoute http-filter-1'],
  'standard/httproute.yaml': ['ROUTE_WITHOUT_PARENTS HTTPRoute my-app'],
  ...Object.fromEntries(
    ['redirect-full', 'redirect-prefix'].map((name) => [
      `standard/http-redirect-rewrite/httproute-${name}.yaml`,
      ['ROUTE_WITHOUT_PARENTS HTTPRoute http-filter-redirect'],
    ]),
  ),
  ...Object.fromEntries(
    ['rewrite', 'rewrite-full-path', 'rewrite-prefix-path'].map((name) => [
      `standard/http-redirect-rewrite/httproute-${name}.yaml`,
      ['ROUTE_WITHOUT_PARENTS HTTPRoute http-filter-rewrite'],
    ]),
  ),
  'standard/traffic-splitting/grpc-traffic-split-2.yaml': ['ROUTE_WITHOUT_PARENTS GRPCRoute foo-route'],
  ...Object.fromEntries(
    ['traffic-split-1', 'traffic-split-2', 'traffic-split-3'].map((name) => [
      `standard/traffic-splitting/${name}.yaml`,
      ['ROUTE_WITHOUT_PARENTS HTTPRoute foo-route'],
    ]),
  ),
  'standard/traffic-splitting/simple-split.yaml': ['ROUTE_WITHOUT_PARENTS HTTPRoute simple-split'],
  // a grant alone
  'standard/reference-grant.yaml': ['GRANT_UNUSED ReferenceGrant allow-prod-traffic'],
  // one Secret is used, all are opened
  'standard/tls-cert-cross-namespace.yaml': [
    'GRANT_OPENS_SECRETS ReferenceGrant allow-ns1-gateways-to-ref-secrets',
  ],
  // one ServiceImport is used, all are opened
  'standard/multicluster/httproute-referencegrant.yaml': [
    'GRANT_TOO_WIDE ReferenceGrant bar',
    'ROUTE_WITHOUT_PARENTS HTTPRoute foo',
  ],
  // foo.example.com and *.example.com on one port
  'standard/wildcard-tls-gateway.yaml': ['LISTENER_TLS_OVERLAP Gateway wildcard-tls-gateway'],
  'experimental/v1alpha2/tls-routing/tls-route.yaml': ['DEPRECATED_API_VERSION TLSRoute example-route'],
  'experimental/v1alpha3/tls-routing/tls-route.yaml': ['DEPRECATED_API_VERSION TLSRoute example-route'],
};

interface Found {
  readonly code: string;
  readonly object: { readonly kind: string; readonly name: string };
  readonly source: { readonly file: string };
}

async function findingsIn(file: string): Promise<readonly Found[]> {
  const query = '{ findings { nodes { code object { kind name } source { file } } } }';
  const { data, errors } = await queryManifests({ manifests: withNeighbours(file), query });
  expect(errors).toBeUndefined();
  const { nodes } = (data as unknown as { findings: { nodes: readonly Found[] } }).findings;
  return nodes.filter(({ source }) => source.file.endsWith(file));
}

describe.skipIf(!HAVE_EXAMPLES)('findings in the examples of the Gateway API', () => {
  it.each(exampleFiles())('%s: only what leaves the files, and what a person would say', async (file) => {
    const found = await findingsIn(file);
    const remarks = found.filter(({ code }) => !LEAVES_THE_FILES.has(code) && !CONSEQUENCES.has(code));
    const lines = remarks.map(({ code, object }) => `${code} ${object.kind} ${object.name}`);
    expect(lines.sort()).toEqual([...(REMARKS[file] ?? [])].sort());
  });
});

test.skipIf(HAVE_EXAMPLES)(
  `the examples are not there (${EXAMPLES}): set GWQL_FIXTURES to check their findings`,
  () => {},
);
