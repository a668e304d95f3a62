/** What raw JSON holds where the schema has one of our scalars. */
const SCALARS: { readonly [scalar: string]: string } = {
  String: 'string',
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  DateTime: 'string',
  IntOrString: 'number | string',
  StringMap: '{ readonly [key: string]: string }',
  JSON: 'Json',
  KubernetesObjectMeta: 'ObjectMeta',
};

/** The TypeScript type of raw JSON for a GraphQL type without `!`: `readonly string[]` of `[String]`. */
export function typescriptType(graphqlType: string): string {
  const item = /^\[(.*)\]$/.exec(graphqlType)?.[1];
  if (item === undefined) return SCALARS[graphqlType] ?? graphqlType;
  const inner = typescriptType(item);
  return /^\w+$/.test(inner) ? `readonly ${inner}[]` : `readonly (${inner})[]`;
}
