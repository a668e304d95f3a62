import { readdirSync, readFileSync } from 'node:fs';
import {
  buildASTSchema,
  type GraphQLObjectType,
  isObjectType,
  parse,
  printType,
  validateSchema,
} from 'graphql';
import { describe, expect, test } from 'vitest';

const SCHEMA = new URL('../../schema/', import.meta.url);

const sources = readdirSync(SCHEMA, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.graphql') && file !== 'schema.graphql')
  .map((file) => readFileSync(new URL(file, SCHEMA), 'utf8'));

const schema = buildASTSchema(parse(sources.join('\n')));

function objectType(name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`no object type ${name}`);
  return type;
}

function fieldsOf(name: string): { readonly [field: string]: string } {
  const fields = Object.values(objectType(name).getFields());
  return Object.fromEntries(fields.map((field) => [field.name, String(field.type)]));
}

function interfacesOf(name: string): readonly string[] {
  return objectType(name)
    .getInterfaces()
    .map((type) => type.name);
}

function isExperimental(type: string, field?: string): boolean {
  const node = field === undefined ? objectType(type).astNode : objectType(type).getFields()[field]?.astNode;
  return node?.directives?.some((directive) => directive.name.value === 'experimental') ?? false;
}

const SEED = 'KubernetesKindHTTPRouteSpecRulesBackendRefsFiltersRequestMirrorBackendRef';

test('the generated SDL and the hand-written one make a valid schema', () => {
  expect(validateSchema(schema)).toEqual([]);
});

describe('types', () => {
  test('the type that the project began from', () => {
    expect(fieldsOf(SEED)).toEqual({
      group: 'String',
      kind: 'String',
      name: 'String',
      namespace: 'String',
      port: 'Int',
      resolution: 'ReferenceResolution',
    });
    expect(interfacesOf(SEED)).toEqual(['BackendReference', 'NamespacedObjectReference', 'ObjectReference']);
  });

  test('only the five route kinds are Routes', () => {
    const routes = schema.getPossibleTypes(schema.getType('Route') as never).map(({ name }) => name);
    expect(routes.toSorted()).toEqual([
      'KubernetesKindGRPCRoute',
      'KubernetesKindHTTPRoute',
      'KubernetesKindTCPRoute',
      'KubernetesKindTLSRoute',
      'KubernetesKindUDPRoute',
    ]);
  });

  test('Secrets and ConfigMaps have no data', () => {
    const common = [
      'apiVersion',
      'certificates',
      'cluster',
      'effectivePolicies',
      'findings',
      'id',
      'immutable',
      'keys',
      'kind',
      'manifest',
      'metadata',
      'policies',
      'referencedBy',
    ];
    expect(Object.keys(fieldsOf('KubernetesKindConfigMap')).toSorted()).toEqual(common);
    expect(Object.keys(fieldsOf('KubernetesKindSecret')).toSorted()).toEqual([...common, 'type']);
  });

  test('numbers, times and ports of Services have the types that hold what is stored', () => {
    expect(fieldsOf('KubernetesKindServiceSpecPorts')).toMatchObject({
      port: 'Int',
      targetPort: 'IntOrString',
    });
    expect(fieldsOf('KubernetesKindServiceSpec')).toMatchObject({
      selector: 'StringMap',
      clusterIPs: '[String]',
    });
    expect(fieldsOf('KubernetesKindNamespaceStatusConditions')).toMatchObject({
      lastTransitionTime: 'DateTime',
      observedGeneration: 'Float',
      state: 'ConditionState!',
      status: 'String',
    });
    expect(fieldsOf('KubernetesKindGatewayStatusConditions')).toMatchObject({
      observedGeneration: 'Float',
      status: 'KubernetesKindGatewayStatusConditionsStatusEnum',
    });
  });

  test('the class name of a Gateway has its resolution beside it', () => {
    expect(fieldsOf('KubernetesKindGatewaySpec')).toMatchObject({
      gatewayClassName: 'String',
      gatewayClassResolution: 'ReferenceResolution',
    });
  });

  test('an enum with a sign in it stays a String, one with numbers an Int', () => {
    expect(fieldsOf('KubernetesKindHTTPRouteSpecRulesFiltersCors')['allowMethods']).toBe('[String]');
    expect(fieldsOf('KubernetesKindHTTPRouteSpecRulesFiltersRequestRedirect')['statusCode']).toBe('Int');
  });
});

describe('query fields', () => {
  test.each(['Query', 'Cluster'])('%s has one field by name and one for all of each kind', (type) => {
    expect(fieldsOf(type)).toMatchObject({
      httpRoute: 'KubernetesKindHTTPRoute',
      httpRoutes: 'KubernetesKindHTTPRouteConnection',
      gatewayClasses: 'KubernetesKindGatewayClassConnection',
      backendTlsPolicies: 'KubernetesKindBackendTLSPolicyConnection',
      xMeshes: 'KubernetesKindXMeshConnection',
      secret: 'KubernetesKindSecret',
      configMap: 'KubernetesKindConfigMap',
    });
    expect(fieldsOf(type)).not.toHaveProperty('secrets');
    expect(fieldsOf(type)).not.toHaveProperty('configMaps');
  });

  test('kinds without a namespace take none', () => {
    const args = (field: string) =>
      objectType('Query')
        .getFields()
        [field]?.args.map((argument) => `${argument.name}: ${argument.type}`);
    expect(args('gatewayClass')).toEqual(['name: String!']);
    expect(args('gatewayClasses')).toEqual([
      'labelSelector: String',
      'where: GatewayClassWhere',
      'orderBy: [GatewayClassOrder!]',
      'first: Int',
      'after: String',
    ]);
    expect(args('gateway')).toEqual(['namespace: String!', 'name: String!']);
    expect(args('gateways')).toEqual([
      'namespace: String',
      'labelSelector: String',
      'where: GatewayWhere',
      'orderBy: [GatewayOrder!]',
      'first: Int',
      'after: String',
    ]);
  });
});

describe('the experimental channel', () => {
  // semantics.md, F.3
  test.each([
    ['KubernetesKindXBackend', undefined],
    ['KubernetesKindXMesh', 'spec'],
    ['KubernetesKindGatewaySpec', 'defaultScope'],
    ['KubernetesKindHTTPRouteSpec', 'useDefaultGateways'],
    ['KubernetesKindHTTPRouteSpecRules', 'retry'],
    ['KubernetesKindHTTPRouteSpecRulesRetry', 'attempts'],
    ['KubernetesKindGRPCRouteSpecRules', 'sessionPersistence'],
    ['KubernetesKindHTTPRouteSpecRulesFilters', 'externalAuth'],
    ['Query', 'xMeshes'],
  ])('%s %s is marked', (type, field) => {
    expect(isExperimental(type, field)).toBe(true);
  });

  test.each([
    ['KubernetesKindHTTPRoute', undefined],
    ['KubernetesKindHTTPRouteSpecRules', 'timeouts'],
    ['KubernetesKindHTTPRouteSpecRulesFilters', 'cors'],
    ['KubernetesKindTCPRoute', 'spec'],
    ['KubernetesKindService', 'spec'],
    ['KubernetesKindXMesh', 'manifest'],
    ['Query', 'httpRoutes'],
  ])('%s %s is not', (type, field) => {
    expect(isExperimental(type, field)).toBe(false);
  });

  test('a value that the standard channel lacks is marked, one that it has is not', () => {
    const type = schema.getType('KubernetesKindHTTPRouteSpecRulesFiltersTypeEnum');
    const marked = type?.astNode && 'values' in type.astNode ? (type.astNode.values ?? []) : [];
    const names = marked
      .filter(({ directives }) => (directives ?? []).length > 0)
      .map(({ name }) => name.value);
    expect(names).toEqual(['ExternalAuth']);
  });
});

test('what upstream says is not committed: a type without words of ours is printed without any', () => {
  const retry = objectType('KubernetesKindHTTPRouteSpecRulesRetry');
  expect(printType(retry)).not.toContain('"');
});
