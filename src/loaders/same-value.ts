/**
 * Whether two pieces of plain data say the same: objects and lists field by field, sets by their members, all else
 * by identity.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b);
  if (a instanceof Set)
    return b instanceof Set && a.size === b.size && [...a].every((member) => b.has(member));
  const prototype = Object.getPrototypeOf(a);
  return prototype === Object.getPrototypeOf(b) && prototype === Object.prototype && sameFields(a, b);
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
}

function sameFields(a: object, b: object): boolean {
  const fields = Object.keys(a);
  if (fields.length !== Object.keys(b).length) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  return fields.every((field) => Object.hasOwn(right, field) && sameValue(left[field], right[field]));
}
