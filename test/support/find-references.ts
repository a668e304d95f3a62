const REFERENCE_FIELD = /Refs?$/;

/**
 * Where an object's spec refers to others, found by the looks of it and by nothing of ours: an object with a `name`
 * under a field that ends in `Ref` or `Refs`, and the bare `gatewayClassName`. Gives paths with indices.
 */
export function findReferences(spec: unknown): readonly string[] {
  return search(spec, 'spec', '');
}

function search(value: unknown, path: string, field: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, `${path}[${index}]`, field));
  if (typeof value !== 'object' || value === null) return field === 'gatewayClassName' ? [path] : [];
  const own = REFERENCE_FIELD.test(field) && 'name' in value ? [path] : [];
  return [...own, ...Object.entries(value).flatMap(([key, item]) => search(item, `${path}.${key}`, key))];
}
