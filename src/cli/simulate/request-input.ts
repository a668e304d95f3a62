import type { Header, RequestInput as SimulatedInput } from '../../gatewayapi/routing/sent-request.ts';
import { parseRequestUrl, type UrlRequest } from './parse-request-url.ts';
import type { NamespacedName } from './simulate-options.ts';

/** A request as users write it. */
export interface WrittenRequest {
  readonly url: string;
  readonly gateway?: NamespacedName | undefined;
  /** The namespace of a client in the mesh. */
  readonly from?: string | undefined;
  readonly method?: string | undefined;
  readonly headers?: readonly Header[] | undefined;
  readonly sni?: string | undefined;
  readonly listenerPort?: number | undefined;
}

/** A RequestSimulationInput that names its Gateway or its mesh, or leaves the Gateway open. */
export interface RequestInput extends SimulatedInput {
  readonly listenerPort?: number | undefined;
  readonly gateway?: NamespacedName | undefined;
  readonly mesh?: {
    readonly clientNamespace: string;
    readonly service: NamespacedName;
    readonly port: number;
  };
}

/** The words of the URL and beside it as the input of `simulateRequest`; else what is wrong, as a sentence. */
export function requestInput(written: WrittenRequest): RequestInput | string {
  const url = parseRequestUrl(written.url);
  if (typeof url === 'string') return url;
  const { gateway, from, listenerPort } = written;
  const request = sentWith(url, written);
  if (from === undefined) return { ...request, gateway, listenerPort: listenerPort ?? url.port };
  if (gateway !== undefined) return 'A request goes to a Gateway or through the mesh: name one of the two.';
  if (listenerPort !== undefined) return 'A mesh has no listeners: write the port of the Service in the URL.';
  const service = serviceOf(url, from);
  return typeof service === 'string'
    ? service
    : {
        ...request,
        mesh: { clientNamespace: from, service, port: url.port ?? portOf(url) },
      };
}

/** As with curl, a Host header replaces what the URL says, and the handshake still names the host of the URL. */
function sentWith(url: UrlRequest, { method, headers = [], sni }: WrittenRequest): RequestInput {
  const host = headers.find(({ name }) => name.toLowerCase() === 'host');
  const others = headers.filter((header) => header !== host);
  return {
    scheme: url.scheme,
    host: host?.value ?? url.host,
    path: url.path,
    method,
    headers: others.length === 0 ? undefined : others,
    sni: sni ?? url.sni ?? (host !== undefined && url.scheme === 'HTTPS' ? url.hostname : undefined),
  };
}

const CLUSTER_DOMAIN = /\.svc(\.cluster\.local)?\.?$/;

/** As the cluster's DNS reads names: `cart`, `cart.shop`, `cart.shop.svc`, `cart.shop.svc.cluster.local`. */
function serviceOf({ hostname }: UrlRequest, from: string): NamespacedName | string {
  const [name = '', namespace = from, ...more] = (hostname ?? '').replace(CLUSTER_DOMAIN, '').split('.');
  return name === '' || more.length > 0
    ? 'Through the mesh the host names a Service: http://cart:8080/ or http://cart.shop:8080/.'
    : { namespace, name };
}

function portOf({ scheme, sni }: UrlRequest): number {
  return scheme === 'HTTPS' || scheme === 'TLS' || sni !== undefined ? 443 : 80;
}
