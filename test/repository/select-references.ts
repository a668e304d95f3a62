import { type GraphQLSchema, getNamedType, isObjectType } from 'graphql';

/** Selects every resolution below a generated type, as deep as its own path-named types go. */
function selectBelow(schema: GraphQLSchema, typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return '';
  const selections = Object.values(type.getFields()).map((field) => {
    const target = getNamedType(field.type).name;
    if (target === 'ReferenceResolution') return `${field.name} { reason }`;
    const below = target.startsWith(typeName) && target !== typeName ? selectBelow(schema, target) : '';
    return below === '' ? '' : `${field.name} ${below}`;
  });
  const chosen = selections.filter((selection) => selection !== '');
  return chosen.length === 0 ? '' : `{ ${chosen.join(' ')} }`;
}

/** A query for the name of every object, and the reason of every reference in its spec, of all kinds that have references. */
export function selectReferences(schema: GraphQLSchema): string {
  const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const kind = /^(KubernetesKind\w+)Connection$/.exec(getNamedType(field.type).name)?.[1];
    const spec = kind === undefined ? '' : selectBelow(schema, `${kind}Spec`);
    return spec === '' ? [] : [`${field.name} { nodes { kind metadata { namespace name } spec ${spec} } }`];
  });
  return `{ ${lists.join('\n')} }`;
}
