import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';
import type { ClusterAccess } from './kubeconfig.ts';
import type { Wire } from './wire.ts';

/** Asks client-node for the TLS settings and headers of a user; may run a credential plugin. */
export async function resolveWire(access: ClusterAccess, user: 'own' | 'anonymous'): Promise<Wire> {
  const config = access[user];
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key, servername, rejectUnauthorized } = options;
  return {
    tls: { ca, cert, key, servername, rejectUnauthorized },
    headers: user === 'own' ? { ...headersOf(options), ...access.impersonation } : {},
    proxyUrl: access.proxyUrl,
    socks: () => socksDispatcher(config, access.server),
  };
}

function headersOf(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    // A token that was read from a file often ends in a line break.
    headers[name] = String(value).trim();
  }
  if (typeof options.auth === 'string') {
    headers['Authorization'] = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  }
  return headers;
}

async function socksDispatcher(config: KubeConfig, server: string): Promise<Dispatcher | undefined> {
  const { HttpMethod, RequestContext } = await import('@kubernetes/client-node');
  const context = new RequestContext(server, HttpMethod.GET);
  await config.applySecurityAuthentication(context);
  return context.getDispatcher() as Dispatcher | undefined;
}
