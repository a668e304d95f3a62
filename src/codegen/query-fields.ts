import type { KindRow } from '../kube/kind-row.ts';
import type { GeneratedField } from './generated-kind.ts';

const PAGE = 'labelSelector: String, first: Int, after: String';

/** The fields by which Query and Cluster give objects of a kind: one by name, and all of them page by page. */
export function queryFields(row: KindRow): readonly Omit<GeneratedField, 'origin'>[] {
  const { kind, type, field, listField, namespaced, experimental } = row;
  const one = {
    name: field,
    arguments: namespaced ? '(namespace: String!, name: String!)' : '(name: String!)',
    type,
    description: `The ${kind} of that name, or null when there is none.`,
    experimental,
  };
  if (listField === undefined) return [one];
  const all = {
    name: listField,
    arguments: namespaced ? `(namespace: String, ${PAGE})` : `(${PAGE})`,
    type: `${type}Connection`,
    description: namespaced
      ? `All objects of kind ${kind}, in the order of namespace and name.`
      : `All objects of kind ${kind}, in the order of their names.`,
    experimental,
  };
  return [one, all];
}
