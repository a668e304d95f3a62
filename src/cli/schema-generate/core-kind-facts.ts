import * as clientNode from '@kubernetes/client-node';
import { dataProperties, isDataKind } from '../../codegen/data-kind.ts';
import type { KindSchema } from '../../codegen/kind-schema.ts';
import { asObject, type JsonObject } from '../../kube/json.ts';
import { coreMergeRules } from './core-merge-rules.ts';

/** One field of a model of client-node. */
interface Attribute {
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

interface CoreKind {
  readonly model: string;
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The kinds of Kubernetes itself that objects of Gateway API refer to. */
export const coreKinds: readonly CoreKind[] = [
  { model: 'V1ConfigMap', group: '', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
  {
    model: 'V1EndpointSlice',
    group: 'discovery.k8s.io',
    kind: 'EndpointSlice',
    plural: 'endpointslices',
    namespaced: true,
  },
  { model: 'V1Namespace', group: '', kind: 'Namespace', plural: 'namespaces', namespaced: false },
  { model: 'V1Secret', group: '', kind: 'Secret', plural: 'secrets', namespaced: true },
  { model: 'V1Service', group: '', kind: 'Service', plural: 'services', namespaced: true },
];

/** Simple types of client-node as OpenAPI. */
const SIMPLE: { readonly [type: string]: JsonObject } = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  Date: { type: 'string', format: 'date-time' },
  IntOrString: { 'x-kubernetes-int-or-string': true },
  '{ [key: string]: string; }': { type: 'object', additionalProperties: { type: 'string' } },
};

const INTEGER_FORMATS: ReadonlySet<string> = new Set(['int32', 'int64']);

/** The core kinds as OpenAPI schemas, from the models of client-node. */
export function coreKindFacts(): readonly KindSchema[] {
  return coreKinds.map(({ model, group, kind, plural, namespaced }) => {
    const schema = modelSchema(model);
    const properties = Object.entries(schema['properties'] as JsonObject);
    const visible = properties.filter(
      ([name]) => !isDataKind({ group, kind }) || !dataProperties.includes(name),
    );
    return {
      group,
      kind,
      plural,
      namespaced,
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: withMergeRules(kind, { ...schema, properties: Object.fromEntries(visible) }),
        },
      ],
    };
  });
}

function withMergeRules(kind: string, schema: JsonObject): JsonObject {
  const rules = coreMergeRules[kind] ?? {};
  return Object.entries(rules).reduce(
    (marked, [path, rule]) => markAt(marked, path.split('.'), rule),
    schema,
  );
}

/** `[]` leads to the items of a list. */
function markAt(schema: JsonObject, [step, ...rest]: readonly string[], rule: JsonObject): JsonObject {
  if (step === undefined) return { ...schema, ...rule };
  if (step === '[]') return { ...schema, items: markAt(asObject(schema['items']), rest, rule) };
  const properties = asObject(schema['properties']);
  return { ...schema, properties: { ...properties, [step]: markAt(asObject(properties[step]), rest, rule) } };
}

function modelSchema(model: string): JsonObject {
  const properties = attributesOf(model).map(({ baseName, type, format }) => [
    baseName,
    typeSchema(type, format),
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) as JsonObject };
}

function typeSchema(type: string, format: string): JsonObject {
  const item = /^Array<(.*)>$/.exec(type)?.[1];
  if (item !== undefined) return { type: 'array', items: typeSchema(item, format) };
  if (type === 'number') return { type: INTEGER_FORMATS.has(format) ? 'integer' : 'number', format };
  // The schema has a type of its own for metadata, the same for all kinds.
  if (type === 'V1ObjectMeta' || type === 'any') return { type: 'object' };
  return SIMPLE[type] ?? modelSchema(type);
}

function attributesOf(model: string): readonly Attribute[] {
  const found: unknown = Reflect.get(clientNode, model);
  if (typeof found !== 'function' || !('getAttributeTypeMap' in found)) {
    throw new Error(`@kubernetes/client-node has no model ${model}; is its version the one in package.json?`);
  }
  const { getAttributeTypeMap } = found as { getAttributeTypeMap(): readonly Attribute[] };
  return getAttributeTypeMap();
}
