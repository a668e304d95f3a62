import { badUserInput } from '../src/errors.ts';
import { GATEWAY, SERVICE } from '../src/gatewayapi/groups.ts';
import type { Header, RequestInput, RequestScheme } from '../src/gatewayapi/routing/sent-request.ts';
import { hostnameOf } from '../src/gatewayapi/routing/sent-request.ts';
import type { RequestTarget } from '../src/gatewayapi/routing/simulate-request.ts';
import type { GroupKind, ObjectKey } from '../src/kube/object-key.ts';

type Maybe<T> = T | null | undefined;

export interface KeyInput {
  readonly group?: Maybe<string>;
  readonly kind?: Maybe<string>;
  readonly namespace?: Maybe<string>;
  readonly name: string;
}

export interface SimulationInput {
  readonly gateway?: Maybe<KeyInput>;
  readonly mesh?: Maybe<{
    readonly clientNamespace: string;
    readonly service: KeyInput;
    readonly port: number;
  }>;
  readonly listenerPort?: Maybe<number>;
  readonly scheme?: Maybe<RequestScheme>;
  readonly host?: Maybe<string>;
  readonly method?: Maybe<string>;
  readonly path?: Maybe<string>;
  readonly headers?: Maybe<readonly Header[]>;
  readonly sni?: Maybe<string>;
}

const LONGEST_HOSTNAME = 253;
const LONGEST_PATH = 8192;
const LONGEST_HEADER = 8192;
const MOST_HEADERS = 100;

const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}$/;
const HOST = /^(\[[0-9A-Fa-f:.]+\]|[^\s:/?#@*[\]]+)(:\d{1,5})?$/;
const SERVER_NAME = /^[^\s:/?#@*[\]]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not stand in a request line or a header.
const UNPRINTABLE = /[\0-\x1f\x7f]/;

/** Where the request goes. Throws BAD_USER_INPUT for what cannot be meant. */
export function readTarget({ gateway, mesh, listenerPort }: SimulationInput): RequestTarget {
  if (gateway != null && mesh == null) {
    const key = readKey(gateway, GATEWAY, 'gateway');
    const port = listenerPort == null ? undefined : readPort(listenerPort, 'listenerPort');
    return { via: 'gateway', key, port };
  }
  if (mesh == null || gateway != null) {
    throw badUserInput('input: set exactly one of gateway and mesh');
  }
  if (listenerPort != null) throw badUserInput('listenerPort: a request through a mesh has its port in mesh');
  const { clientNamespace, service, port } = mesh;
  const key = readKey(
    { ...service, namespace: service.namespace ?? clientNamespace },
    SERVICE,
    'mesh.service',
  );
  return { via: 'mesh', key, port: readPort(port, 'mesh.port'), clientNamespace };
}

/** What the client sends. Throws BAD_USER_INPUT for what no client can. */
export function readRequest(input: SimulationInput): RequestInput {
  return {
    scheme: input.scheme ?? 'HTTP',
    host: input.host == null ? undefined : readHost(input.host),
    method: input.method == null ? undefined : readToken(input.method, 'method'),
    path: input.path == null ? undefined : readPath(input.path),
    headers: (input.headers ?? []).length === 0 ? undefined : readHeaders(input.headers ?? []),
    sni: input.sni == null ? undefined : readServerName(input.sni),
  };
}

/** A key whose kind the argument implies. */
export function readKey(key: KeyInput, implied: GroupKind, argument: string): ObjectKey {
  const { namespace, name } = key;
  const group = key.group ?? implied.group;
  const kind = key.kind ?? implied.kind;
  if (kind !== implied.kind || group !== implied.group) {
    throw badUserInput(
      `${argument}: a ${implied.kind} is needed, not a ${kind}${group === '' ? '' : `.${group}`}`,
    );
  }
  if (namespace == null || namespace === '') throw badUserInput(`${argument}: name the namespace`);
  return { group, kind, namespace, name };
}

function readPort(port: number, argument: string): number {
  if (port < 1 || port > 65535) throw badUserInput(`${argument}: a port is a number from 1 to 65535`);
  return port;
}

function readHost(host: string): string {
  if (!HOST.test(host) || UNPRINTABLE.test(host)) {
    throw badUserInput('host: write a name or an address, with a port if need be: shop.example.com:8080');
  }
  return withinLength(host, hostnameOf(host).length, LONGEST_HOSTNAME, 'host');
}

function readServerName(name: string): string {
  if (!SERVER_NAME.test(name) || UNPRINTABLE.test(name)) {
    throw badUserInput('sni: write a name without a port: shop.example.com');
  }
  return withinLength(name, name.length, LONGEST_HOSTNAME, 'sni');
}

function readPath(path: string): string {
  if (!path.startsWith('/')) throw badUserInput('path: it has to begin with "/"');
  if (UNPRINTABLE.test(path) || path.includes(' ')) {
    throw badUserInput('path: it must not hold spaces or control characters; write %20 for a space');
  }
  return withinLength(path, path.length, LONGEST_PATH, 'path');
}

function readHeaders(headers: readonly Header[]): readonly Header[] {
  if (headers.length > MOST_HEADERS) throw badUserInput(`headers: there may be ${MOST_HEADERS} at most`);
  return headers.map(({ name, value }, index) => {
    const argument = `headers[${index}]`;
    readToken(name, `${argument}.name`);
    if (UNPRINTABLE.test(value.replaceAll('\t', ''))) {
      throw badUserInput(`${argument}.value: it must not hold control characters`);
    }
    withinLength(value, value.length, LONGEST_HEADER, `${argument}.value`);
    if (name.toLowerCase() === 'host') readHost(value);
    return { name, value };
  });
}

function readToken(text: string, argument: string): string {
  if (!TOKEN.test(text)) throw badUserInput(`${argument}: ${JSON.stringify(text)} is none that HTTP allows`);
  return text;
}

function withinLength(text: string, length: number, most: number, argument: string): string {
  if (length > most) throw badUserInput(`${argument}: it may be ${most} characters long at most`);
  return text;
}
