/**
 * Orders strings as UTF-8 bytes do, which is what Kubernetes compares; never by locale. JavaScript compares UTF-16
 * units: the same order for all names Kubernetes allows, which are ASCII.
 */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
