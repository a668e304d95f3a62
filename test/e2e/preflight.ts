import { AuthorizationV1Api, type KubeConfig } from '@kubernetes/client-node';
import { asList, asString, type Json } from '../../src/kube/json.ts';
import { loadConfig } from './load-config.ts';
import { serviceRules } from './service-rules.ts';
import type { Target } from './target.ts';

const GATEWAY_GROUP = 'gateway.networking.k8s.io';
const RBAC_GROUP = 'rbac.authorization.k8s.io';
const PATIENCE_MS = 15_000;

/** What is told before anything is made. */
export const WHAT_IS_MADE = `The end-to-end tests make, and remove again, also when a test fails:
  - for each test file two namespaces, gwql-e2e-shop-... and gwql-e2e-backends-...; in them Services, Secrets, ConfigMaps,
    Gateways, HTTPRoutes, ReferenceGrants, ServiceAccounts with tokens of an hour, Roles and RoleBindings
  - beside them a GatewayClass that no controller owns, ClusterRoles and ClusterRoleBindings for those ServiceAccounts, and a CRD
    of a group of its own, all named after the tests
Nothing else is changed. All of it has the label gwql-e2e; should the run be killed, what it left goes with:
  kubectl delete namespaces,gatewayclasses,clusterroles,clusterrolebindings,customresourcedefinitions -l gwql-e2e
`;

interface Right {
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly verbs: readonly string[];
}

const MADE = ['create', 'delete'];
const GIVEN = ['get', 'list', 'watch'];

const NEEDED: readonly Right[] = [
  ...['namespaces', 'services', 'secrets', 'configmaps', 'serviceaccounts'].map((resource) => ({
    group: '',
    resource,
    verbs: [...MADE, ...GIVEN],
  })),
  { group: '', resource: 'serviceaccounts', subresource: 'token', verbs: ['create'] },
  ...['gatewayclasses', 'gateways', 'httproutes', 'referencegrants'].map((resource) => ({
    group: GATEWAY_GROUP,
    resource,
    verbs: MADE,
  })),
  ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].map((resource) => ({
    group: RBAC_GROUP,
    resource,
    verbs: MADE,
  })),
  // Nobody may give away rights that he does not have.
  { group: GATEWAY_GROUP, resource: '*', verbs: GIVEN },
];

/** Rights that the user of the kubeconfig lacks, in words; throws where the API server does not say. */
export async function missingRights(
  target: Pick<Target, 'kubeconfig' | 'context'>,
): Promise<readonly string[]> {
  const config = loadConfig(target);
  const questions = [...NEEDED, ...givenToService()].flatMap(({ verbs, ...right }) =>
    verbs.map((verb) => ({ ...right, verb })),
  );
  const answers = await Promise.race([
    Promise.all(questions.map((question) => mayDo(config, question))),
    tooLate(),
  ]);
  const missing = questions.flatMap(({ verb, resource, subresource, group }, index) => {
    const name = subresource === undefined ? resource : `${resource}/${subresource}`;
    return answers[index] === true ? [] : [`${verb} ${group === '' ? name : `${name}.${group}`}`];
  });
  return [...new Set(missing)];
}

function givenToService(): readonly Right[] {
  return serviceRules().flatMap(({ apiGroups, resources, verbs }) =>
    texts(apiGroups).flatMap((group) =>
      texts(resources).map((resource) => ({ group, resource, verbs: texts(verbs) })),
    ),
  );
}

function texts(list: Json | undefined): readonly string[] {
  return asList(list).flatMap((item) => asString(item) ?? []);
}

async function mayDo(config: KubeConfig, resourceAttributes: Omit<Right, 'verbs'> & { verb: string }) {
  const review = { spec: { resourceAttributes } };
  const api = config.makeApiClient(AuthorizationV1Api);
  return (await api.createSelfSubjectAccessReview({ body: review })).status?.allowed === true;
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(new Error(`no answer within ${PATIENCE_MS / 1_000} seconds`));
    setTimeout(give, PATIENCE_MS).unref();
  });
}
