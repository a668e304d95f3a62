import type { RequestOptions } from 'node:https';
import type { KubeConfig, User } from '@kubernetes/client-node';
import { asNumber, asObject } from '../../kube/json.ts';
import type { Clock } from '../../kube/time.ts';
import { jwtClaims } from './jwt-claims.ts';
import { type OidcConfig, refreshOidcTokens } from './oidc-refresh.ts';

/** client-node does not export the name of its interface. */
type Authenticator = Parameters<KubeConfig['addAuthenticator']>[0];

/** Under this name client-node leaves a user to us. */
export const OIDC_PROVIDER = 'gwql-oidc';

/** A token this close to its end is renewed. */
const MARGIN_MS = 30_000;

/**
 * `auth-provider: {name: oidc}` for client-node, whose own cannot refresh: it hands openid-client 6 a text where
 * that wants a URL, sends no client secret, and takes a duration for a point in time.
 */
export class OidcAuthenticator implements Authenticator {
  readonly #now: Clock;

  constructor(now: Clock) {
    this.#now = now;
  }

  isAuthProvider(user: User): boolean {
    return user.authProvider?.name === OIDC_PROVIDER;
  }

  /** New tokens are kept in the user entry only: the kubeconfig is not ours to write. */
  async applyAuthentication(user: User, options: RequestOptions): Promise<void> {
    const config = user.authProvider?.config as OidcConfig | undefined;
    const current = config?.['id-token'];
    if (config === undefined || current === undefined) return;
    if (config['refresh-token'] && config['idp-issuer-url'] && this.#isOver(current)) {
      const { idToken, refreshToken } = await refreshOidcTokens(config);
      config['id-token'] = idToken;
      config['refresh-token'] = refreshToken ?? config['refresh-token'];
    }
    const headers = options.headers as Record<string, string>;
    headers['Authorization'] = `Bearer ${config['id-token']}`;
  }

  #isOver(token: string): boolean {
    const expires = asNumber(asObject(jwtClaims(token))['exp']);
    return expires !== undefined && expires * 1000 - MARGIN_MS < this.#now();
  }
}
