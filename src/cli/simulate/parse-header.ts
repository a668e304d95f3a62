import type { Header } from '../../gatewayapi/routing/sent-request.ts';

/** `x-canary: true` as curl reads it; undefined for what has no name or no colon. */
export function parseHeader(text: string): Header | undefined {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim();
  return name === '' ? undefined : { name, value: text.slice(colon + 1).trim() };
}
