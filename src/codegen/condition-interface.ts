import { asObject, type JsonObject } from '../kube/json.ts';

const REQUIRED = ['type', 'status', 'reason', 'message', 'lastTransitionTime'];

/** The types that the fields of a condition have in the interface; `status` keeps its own. */
export const conditionFieldTypes: { readonly [field: string]: string } = {
  type: 'String',
  reason: 'String',
  message: 'String',
  observedGeneration: 'Float',
  lastTransitionTime: 'DateTime',
};

/** Whether an object schema is an item of a `conditions` list with all fields of a condition as Kubernetes has them. */
export function isCondition(schema: JsonObject, path: string): boolean {
  if (!/(?:^|\.)conditions\[\]$/.test(path)) return false;
  const properties = asObject(schema['properties']);
  const generation = properties['observedGeneration'];
  if (generation !== undefined && asObject(generation)['type'] !== 'integer') return false;
  return REQUIRED.every((field) => asObject(properties[field])['type'] === 'string');
}
