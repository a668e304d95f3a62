import { createHash } from 'node:crypto';
import { compareBytes } from '../../gatewayapi/compare-bytes.ts';
import { asList, asObject, asString, type Json } from '../../kube/json.ts';

/**
 * A text that is equal for equal users and for nobody else: of name, uid, groups and extra, as the API server told them.
 * Whoever differs in any of them may have other rights. Undefined where there is no name: nobody is known.
 */
export function principalKey(userInfo: Json | undefined): string | undefined {
  const { username, uid, groups, extra } = asObject(userInfo);
  const name = asString(username);
  if (!name) return undefined;
  const extras = Object.entries(asObject(extra)).sort(([a], [b]) => compareBytes(a, b));
  const parts = [
    [name],
    [asString(uid) ?? ''],
    inOrder(groups),
    ...extras.map(([key, values]) => [key, ...inOrder(values)]),
  ];
  // Each text with its length, so that no two users come out the same because of where one text ends.
  const written = parts.map((texts) => [String(texts.length), ...texts].map(withLength).join('')).join('');
  return createHash('sha256').update(written).digest('hex');
}

function inOrder(list: Json | undefined): readonly string[] {
  return asList(list)
    .map((item) => String(item))
    .sort(compareBytes);
}

function withLength(text: string): string {
  return `${text.length}:${text};`;
}
