import type { Identity, Wire } from './wire.ts';

/**
 * A caller's own token on the cluster's connection. The connection comes from `anonymous` and never carries the
 * kubeconfig's client certificate: the API server looks at the certificate first, and the caller would act as us.
 */
export function callerIdentity(anonymous: Identity, token: string): Identity {
  return {
    async wire(): Promise<Wire> {
      if (!/^[\x21-\x7e]+$/.test(token)) throw new Error('the token has characters that no token has');
      const { tls, proxyUrl, socks } = await anonymous.wire();
      return { tls, proxyUrl, socks, headers: { Authorization: `Bearer ${token}` } };
    },
    renew: () => Promise.resolve(undefined),
  };
}
