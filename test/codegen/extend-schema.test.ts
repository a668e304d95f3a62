import { readdirSync, readFileSync } from 'node:fs';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, Kind, parse, validateSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { extendSchema } from '../../src/codegen/extend-schema.ts';
import type { TakenNames } from '../../src/codegen/name-kinds.ts';
import { kindTable } from '../../src/generated/kind-table.ts';
import { asObject, type JsonObject } from '../../src/kube/json.ts';
import { groupKindId } from '../../src/kube/object-key.ts';
import type { PolicyMode } from '../../src/kube/policy-mode.ts';
import { crd, list, object, text, version } from './crd-builder.ts';

const SCHEMA = new URL('../../schema/', import.meta.url);

function committedSchema(): DocumentNode {
  const files = readdirSync(SCHEMA, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.graphql') && file !== 'schema.graphql');
  return parse(sources.map((file) => readFileSync(new URL(file, SCHEMA), 'utf8')).join('\n'));
}

const committed = committedSchema();

const taken: TakenNames = {
  kinds: new Set(kindTable.map(groupKindId)),
  types: new Set(
    committed.definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.ENUM_TYPE_DEFINITION
        ? [definition.name.value]
        : [],
    ),
  ),
  fields: new Set(
    kindTable.flatMap(({ field, listField }) => (listField === undefined ? [field] : [field, listField])),
  ),
};

function schemaWith(sdl: string): GraphQLSchema {
  const extension = sdl === '' ? [] : parse(sdl).definitions;
  return buildASTSchema({ ...committed, definitions: [...committed.definitions, ...extension] });
}

function namesOf(...crds: Parameters<typeof extendSchema>[0]): readonly (string | undefined)[][] {
  return extendSchema(crds, taken).kinds.map(({ type, field, listField }) => [type, field, listField]);
}

describe('names of further kinds', () => {
  test('are as short as those of the built-in ones where nothing clashes', () => {
    expect(namesOf(crd({ group: 'inference.networking.k8s.io', kind: 'InferencePool' }))).toEqual([
      ['KubernetesKindInferencePool', 'inferencePool', 'inferencePools'],
    ]);
  });

  test('hold the group where a built-in kind has the name', () => {
    expect(namesOf(crd({ group: 'networking.istio.io', kind: 'Gateway' }))).toEqual([
      ['KubernetesKindNetworkingIstioIoGateway', 'networkingIstioIoGateway', 'networkingIstioIoGateways'],
    ]);
  });

  test('hold the group of both where two groups have the kind', () => {
    const one = crd({ group: 'a.example.com', kind: 'RateLimit' });
    const other = crd({ group: 'b.example.com', kind: 'RateLimit' });
    expect(namesOf(one, other)).toEqual([
      ['KubernetesKindAExampleComRateLimit', 'aExampleComRateLimit', 'aExampleComRateLimits'],
      ['KubernetesKindBExampleComRateLimit', 'bExampleComRateLimit', 'bExampleComRateLimits'],
    ]);
  });

  test('hold the group of both where two kinds share a query field only', () => {
    const one = crd({ group: 'example.com', kind: 'HTTPCheck' });
    const other = crd({ group: 'example.org', kind: 'HttpCheck' });
    expect(namesOf(one, other).map(([, field]) => field)).toEqual([
      'exampleComHttpCheck',
      'exampleOrgHttpCheck',
    ]);
  });

  test('hold the group where a type inside a built-in kind has the name', () => {
    expect(namesOf(crd({ group: 'example.com', kind: 'GatewaySpec' }))).toEqual([
      ['KubernetesKindExampleComGatewaySpec', 'exampleComGatewaySpec', 'exampleComGatewaySpecs'],
    ]);
  });

  test('hold the group where a field of ours has the name, or will have it', () => {
    const fields = ['Cluster', 'Node', 'Topology', 'Finding'].map((kind) =>
      crd({ group: 'example.com', kind }),
    );
    expect(namesOf(...fields).map(([, field]) => field)).toEqual([
      'exampleComCluster',
      'exampleComFinding',
      'exampleComNode',
      'exampleComTopology',
    ]);
  });

  test('a kind whose qualified name is no GraphQL name gets no types, and is reported', () => {
    const { kinds, omitted } = extendSchema([crd({ group: 'example.com', kind: 'my-kind' })], taken);
    expect(kinds).toEqual([]);
    expect(omitted[0]).toContain('my-kind.example.com');
  });

  test('two CRDs that are equal even when qualified: the first in order has the name', () => {
    const one = crd({ group: 'a.b', kind: 'Gateway' });
    const other = crd({ group: 'a-b', kind: 'Gateway' });
    const { kinds, omitted } = extendSchema([one, other], taken);
    expect(kinds.map(({ group }) => group)).toEqual(['a-b']);
    expect(omitted).toHaveLength(1);
  });
});

describe('a further kind', () => {
  test('that is built in is passed over without a word', () => {
    const extension = extendSchema([crd({ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' })], taken);
    expect(extension).toMatchObject({ sdl: '', kinds: [], references: [], omitted: [] });
  });

  test('is read in the version that its types come from, then in the best ones', () => {
    const versions = [
      version('v1', { spec: text }, { storage: false }),
      version('v1beta1', { spec: text }),
      version('v1alpha1', { spec: text }, { storage: false, served: false }),
    ];
    const { kinds } = extendSchema([crd({ group: 'example.com', kind: 'Thing', versions })], taken);
    expect(kinds[0]?.versions).toEqual(['v1beta1', 'v1']);
  });

  test('brings its enums, conditions, references and defaults', () => {
    const condition = { type: text, status: text, reason: text, message: text, lastTransitionTime: text };
    const properties = {
      spec: object({
        mode: { type: 'string', enum: ['On', 'Off'], default: 'On' },
        targetRefs: list(object({ group: text, kind: text, name: text, sectionName: text })),
      }),
      status: object({ conditions: list(object(condition)) }),
    };
    const extension = extendSchema([crd({ group: 'example.com', kind: 'RetryPolicy', properties })], taken);
    expect(extension.kinds[0]).toMatchObject({
      field: 'retryPolicy',
      listField: 'retryPolicies',
      experimental: false,
    });
    expect(extension.enumTypes).toEqual(['KubernetesKindRetryPolicySpecModeEnum']);
    expect(extension.conditionTypes).toEqual(['KubernetesKindRetryPolicyStatusConditions']);
    expect(extension.references.map(({ path }) => path)).toEqual(['spec.targetRefs[]']);
    expect(extension.defaults).toEqual({
      'example.com/RetryPolicy': { properties: { spec: { properties: { mode: { default: 'On' } } } } },
    });
  });

  test('whose schema is nested without end gets no types, and is reported', () => {
    let deep = object({ x: text });
    for (let depth = 0; depth < 500; depth++) deep = object({ x: deep });
    const { kinds, omitted } = extendSchema(
      [crd({ group: 'example.com', kind: 'Deep', properties: { spec: deep } })],
      taken,
    );
    expect(kinds).toEqual([]);
    expect(omitted[0]).toContain('Deep.example.com');
  });

  test('what is no CRD is passed over', () => {
    expect(extendSchema([{ apiVersion: 'v1', kind: 'Service' }, null, 'text'], taken).kinds).toEqual([]);
  });
});

test('the extended schema is valid, with clashing names, references and odd properties in it', () => {
  const reference = object({
    group: text,
    kind: text,
    name: text,
    namespace: text,
    port: { type: 'integer' },
  });
  const odd = { 'x-y': text, id: text, resolution: text, connection: object({ a: text }) };
  const { sdl } = extendSchema(
    [
      crd({
        group: 'networking.istio.io',
        kind: 'Gateway',
        properties: { spec: object({ backendRef: reference }) },
      }),
      crd({ group: 'serving.knative.dev', kind: 'Service', properties: { spec: object(odd), ...odd } }),
      crd({ group: 'example.com', kind: 'Empty', properties: {}, scope: 'Cluster' }),
      crd({ group: 'cluster.x-k8s.io', kind: 'Cluster' }),
    ],
    taken,
  );
  const schema = schemaWith(sdl);
  expect(validateSchema(schema)).toEqual([]);
  expect(schema.getQueryType()?.getFields()['networkingIstioIoGateways']).toBeDefined();
  expect(
    schema
      .getQueryType()
      ?.getFields()
      ['empty']?.args.map(({ name }) => name),
  ).toEqual(['name']);
});

describe('policies', () => {
  const target = object({ group: text, kind: text, name: text });
  const policyCrd = (kind: string, spec: JsonObject, label?: string): JsonObject => {
    const made = crd({ group: 'example.com', kind, properties: { spec: object(spec) } });
    const labels = label === undefined ? {} : { 'gateway.networking.k8s.io/policy': label };
    return { ...made, metadata: { ...asObject(made['metadata']), labels } };
  };

  test.for<readonly [string, JsonObject, string | undefined, PolicyMode | undefined]>([
    ['a label says what a kind is', policyCrd('Limits', {}, 'Inherited'), 'targets', 'INHERITED'],
    ['so it does in lower case', policyCrd('Limits', {}, 'direct'), 'targets', 'DIRECT'],
    [
      'a kind named Policy that names a target is one',
      policyCrd('APolicy', { targetRef: target }),
      'targets',
      'DIRECT',
    ],
    [
      'one with defaults is handed down',
      policyCrd('BPolicy', { targetRefs: list(target), defaults: object({ a: text }) }),
      'targets',
      'INHERITED',
    ],
    [
      'a kind named Policy without targets is none',
      policyCrd('CPolicy', { size: text }),
      undefined,
      undefined,
    ],
    ['a kind of another name is none', policyCrd('Limits', { targetRef: target }), undefined, undefined],
  ])('%s', ([, made, field, mode]) => {
    const { sdl, kinds } = extendSchema([made], taken);
    expect(kinds[0]?.policy).toBe(mode);
    expect(sdl.includes('  targets: [KubernetesObject!]')).toBe(field !== undefined);
    expect(sdl.includes('  hasFindings: Boolean')).toBe(field !== undefined);
  });
});
