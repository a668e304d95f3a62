import type { KindRow } from '../kube/kind-row.ts';
import type { GeneratedField } from './generated-kind.ts';
import { listArguments } from './list-arguments.ts';
import { bareKindName } from './type-name.ts';

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
    arguments: listArguments({ name: bareKindName(type), namespace: namespaced }),
    type: `${type}Connection`,
    description: namespaced
      ? `Objects of kind ${kind}, in the order of namespace and name where no other is asked for.`
      : `Objects of kind ${kind}, in the order of their names where no other is asked for.`,
    experimental,
  };
  return [one, all];
}
