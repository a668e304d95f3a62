import type { Impersonation } from '../kube/connected-cluster.ts';

const PREFIX = 'impersonate-';
const EXTRA = 'extra-';

/**
 * Whom the `Impersonate-*` headers of a request name, "" where it is not clear whom; undefined where there are none. Read from the raw headers, each
 * line for itself: node joins repeated ones, and two groups would become one.
 */
export function impersonationIn(rawHeaders: readonly string[]): Impersonation | undefined {
  const values = new Map<string, string[]>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (!name.startsWith(PREFIX)) continue;
    const field = name.slice(PREFIX.length);
    const known = values.get(field) ?? [];
    values.set(field, [...known, rawHeaders[at + 1] ?? '']);
  }
  if (values.size === 0) return undefined;
  const { user, uid } = { user: values.get('user') ?? [], uid: values.get('uid') ?? [] };
  const extra = [...values].filter(([field]) => field.startsWith(EXTRA));
  return {
    // Who is named twice is nobody.
    user: user.length === 1 && uid.length <= 1 ? (user[0] ?? '') : '',
    uid: uid[0],
    groups: values.get('group') ?? [],
    extra: Object.fromEntries(extra.map(([field, texts]) => [field.slice(EXTRA.length), texts])),
  };
}
