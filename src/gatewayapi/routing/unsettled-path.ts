import type { SentRequest } from './sent-request.ts';

const BARE_CONNECTIONS: ReadonlySet<string> = new Set(['TLS', 'TCP', 'UDP']);

/** semantics.md D.2: whether a path is decoded or normalized before it is matched is up to implementations. */
export function unsettledPath({ scheme, path }: SentRequest): readonly string[] {
  if (BARE_CONNECTIONS.has(scheme)) return [];
  const what = /%[0-9a-f]{2}/i.test(path)
    ? 'whether the path is percent-decoded before it is matched; it is matched as sent here'
    : 'whether the path is normalized before it is matched; it is matched as sent here';
  return /%[0-9a-f]{2}|\/\/|\/\.\.?(\/|$)/i.test(path) ? [what] : [];
}
