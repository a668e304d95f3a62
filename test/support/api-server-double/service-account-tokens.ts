import { randomBytes } from 'node:crypto';
import { asObject, type Json } from '../../../src/kube/json.ts';
import { SERVICE_ACCOUNT_RESOURCE } from './api-resource.ts';
import type { User } from './authentication.ts';
import type { ObjectStore } from './object-store.ts';
import { type Answer, notFound, ok } from './status-object.ts';

const VALID_MS = 3_600_000;

export function serviceAccountUser(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** What the TokenRequest API has given out. */
export class ServiceAccountTokens {
  readonly #issued = new Map<string, { readonly namespace: string; readonly name: string }>();

  /** Whoever has a token of an account that is still there. */
  users(store: ObjectStore): readonly User[] {
    return [...this.#issued]
      .filter(([, { namespace, name }]) => store.get(SERVICE_ACCOUNT_RESOURCE, namespace, name) !== undefined)
      .map(([token, { namespace, name }]) => ({
        name: serviceAccountUser(namespace, name),
        groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
        tokens: [token],
      }));
  }

  /** The answer to a TokenRequest. */
  issue(store: ObjectStore, namespace: string, name: string, body: Json | undefined): Answer {
    if (store.get(SERVICE_ACCOUNT_RESOURCE, namespace, name) === undefined) {
      return notFound(SERVICE_ACCOUNT_RESOURCE, name);
    }
    const token = randomBytes(24).toString('base64url');
    this.#issued.set(token, { namespace, name });
    const expirationTimestamp = new Date(Date.now() + VALID_MS).toISOString();
    return ok({ ...asObject(body), status: { token, expirationTimestamp } }, 201);
  }
}
