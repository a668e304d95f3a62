import fc from 'fast-check';
import { asList, asObject, asString, getIn, type Json, type JsonObject } from '../../src/kube/json.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';

/** Few names, so that objects refer to each other. */
const NAMES = ['a', 'b', 'c'];

/** By name of the field: values that meet those of other objects. */
const TEXTS: { readonly [field: string]: readonly string[] } = {
  name: NAMES,
  namespace: ['ns1', 'ns2'],
  sectionName: NAMES,
  gatewayClassName: ['a', 'missing'],
  controllerName: ['example.com/one', 'example.com/two'],
  group: ['', 'gateway.networking.k8s.io', 'core', 'example.com'],
  kind: [
    'Service',
    'Gateway',
    'Secret',
    'ConfigMap',
    'HTTPRoute',
    'GRPCRoute',
    'ListenerSet',
    'TLSRoute',
    'Widget',
  ],
  hostname: ['a.example.com', '*.example.com', 'b.org'],
  hostnames: ['a.example.com', '*.example.com', 'b.org'],
  protocol: ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP', 'example.com/x'],
  type: [
    'Exact',
    'PathPrefix',
    'RegularExpression',
    'RequestMirror',
    'RequestRedirect',
    'IPAddress',
    'Accepted',
  ],
  status: ['True', 'False', 'Unknown'],
};

const NUMBERS: { readonly [field: string]: readonly number[] } = {
  port: [80, 443, 8080],
  generation: [1, 2],
};

const JUNK = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;

/** Mostly what a CRD schema asks for, and now and then anything at all. */
function anyValue(schema: Json | undefined, field: string, depth: number): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight: 30, arbitrary: soundValue(schema, field, depth) },
    { weight: 1, arbitrary: JUNK },
  );
}

function soundValue(schema: Json | undefined, field: string, depth: number): fc.Arbitrary<Json> {
  const choices = asList(getIn(schema, 'enum')) as readonly Json[];
  if (choices.length > 0) return fc.constantFrom(...choices);
  switch (getIn(schema, 'type')) {
    case 'object':
      return depth === 0 ? fc.constant({}) : objectOf(asObject(schema), depth);
    case 'array':
      return fc.array(anyValue(getIn(schema, 'items'), field, depth - 1), { maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.constantFrom(...(NUMBERS[field] ?? [0, 1, 301, 65536]));
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constantFrom(...(TEXTS[field] ?? ['', 'x', 'All', 'Selector', '/path', '10s']));
  }
}

function objectOf(schema: JsonObject, depth: number): fc.Arbitrary<Json> {
  const properties = asObject(schema['properties']);
  const fields = Object.entries(properties).map(
    ([name, property]) => [name, anyValue(property, name, depth - 1)] as const,
  );
  if (fields.length === 0)
    return fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES), { maxKeys: 2 });
  const required = asList(schema['required']).flatMap((name) => asString(name) ?? []);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required }) as fc.Arbitrary<Json>;
}

/** Objects of the kind that a CRD defines, in the first of its versions. */
export function objectsOfCrd(crd: JsonObject): fc.Arbitrary<RawObject> {
  const version = asList(getIn(crd, 'spec', 'versions'))[0];
  const properties = getIn(version, 'schema', 'openAPIV3Schema', 'properties');
  const apiVersion = `${getIn(crd, 'spec', 'group')}/${getIn(version, 'name')}`;
  const kind = String(getIn(crd, 'spec', 'names', 'kind'));
  const metadata = fc.record(
    {
      name: fc.constantFrom(...NAMES),
      namespace: fc.constantFrom('ns1', 'ns2'),
      generation: fc.constantFrom(1, 2),
      creationTimestamp: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
    },
    { requiredKeys: getIn(crd, 'spec', 'scope') === 'Namespaced' ? ['name', 'namespace'] : ['name'] },
  );
  return fc
    .record({
      metadata,
      spec: anyValue(getIn(properties, 'spec'), 'spec', 9),
      status: fc.option(anyValue(getIn(properties, 'status'), 'status', 6), { nil: undefined }),
    })
    .map((fields) => ({ apiVersion, kind, ...fields }) as RawObject);
}
