import type { Json } from '../../kube/json.ts';

/** What a token says of itself, where it is a JSON Web Token. Not verified: good for what the token's owner may decide. */
export function jwtClaims(token: string): Json | undefined {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;
  } catch {
    return undefined;
  }
}
