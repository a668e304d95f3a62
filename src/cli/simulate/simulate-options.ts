import type { OptionRow, Parsed, ValueParser } from '../../config/option-row.ts';
import { SOURCE_OPTIONS } from '../../config/source-options.ts';
import { flag, host, oneOf, text, wholeNumber } from '../../config/value-parsers.ts';

export interface NamespacedName {
  readonly namespace: string;
  readonly name: string;
}

export interface RouteName extends NamespacedName {
  readonly kind?: string;
}

const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

export const namespacedName: ValueParser<NamespacedName> = (given): Parsed<NamespacedName> => {
  const [namespace = '', name = '', ...more] = given.split('/');
  return NAME.test(namespace) && NAME.test(name) && more.length === 0
    ? { value: { namespace, name } }
    : { expected: 'a namespace, a slash and a name: infra/public' };
};

const ROUTE_KIND = /^[A-Z][A-Za-z]{0,62}$/;

/** `shop/cart`, or `GRPCRoute/shop/cart` where the scheme does not tell the kind. */
export const routeName: ValueParser<RouteName> = (given): Parsed<RouteName> => {
  const slash = given.indexOf('/');
  const kind = given.slice(0, Math.max(slash, 0));
  const hasKind = ROUTE_KIND.test(kind);
  const name = namespacedName(hasKind ? given.slice(slash + 1) : given);
  if ('expected' in name) return { expected: `${name.expected}, with a kind before it if need be` };
  return { value: hasKind ? { kind, ...name.value } : name.value };
};

const namespace: ValueParser<string> = (given) =>
  NAME.test(given) ? { value: given } : { expected: 'the name of a namespace' };

const GATEWAY: OptionRow<NamespacedName> = {
  name: 'gateway',
  placeholder: 'namespace/name',
  help: 'the Gateway that is dialled',
  otherwise: 'the only one there is',
  parse: namespacedName,
};

const FROM: OptionRow<string> = {
  name: 'from',
  placeholder: 'namespace',
  help: 'send it through the mesh, from a client in this namespace; the host names the Service: cart, cart.shop',
  parse: namespace,
};

const METHOD: OptionRow<string> = {
  name: 'method',
  short: 'X',
  placeholder: 'method',
  help: 'the method of an HTTP request',
  otherwise: 'GET',
  parse: text,
};

/** Read as any text, and taken apart later: what is wrong with a header is said without showing its value. */
const HEADER: OptionRow<string> = {
  name: 'header',
  short: 'H',
  placeholder: 'header',
  many: true,
  help: "a header of the request, such as 'x-canary: true'",
  parse: (value) => ({ value }),
};

const SNI: OptionRow<string> = {
  name: 'sni',
  placeholder: 'name',
  help: 'the name in the TLS handshake',
  otherwise: 'the host of the URL',
  parse: host,
};

const LISTENER_PORT: OptionRow<number> = {
  name: 'listener-port',
  placeholder: 'number',
  help: 'the port of the listener, where it is not that of the URL',
  parse: wholeNumber(1, 65_535),
};

const EXPLAIN: OptionRow<boolean> = {
  name: 'explain',
  help: 'say why this rule gets it, and why others do not',
  parse: flag,
};

const ROUTE: OptionRow<RouteName> = {
  name: 'route',
  placeholder: 'namespace/name',
  help: 'say why this route does not get it; GRPCRoute/namespace/name where the URL leaves the kind open',
  parse: routeName,
};

const AGAINST: OptionRow<string> = {
  name: 'against',
  placeholder: 'path',
  many: true,
  help: 'manifests to apply: show the answer before and after',
  parse: text,
};

const FORMAT: OptionRow<'text' | 'json'> = {
  name: 'format',
  placeholder: 'format',
  help: 'text, or json for the answer as GraphQL has it',
  otherwise: 'text',
  parse: oneOf('text', 'json'),
};

/** What is sent. */
export const REQUEST_OPTIONS = {
  gateway: GATEWAY,
  from: FROM,
  method: METHOD,
  header: HEADER,
  sni: SNI,
  listenerPort: LISTENER_PORT,
};

/** What is told of the answer. */
export const ANSWER_OPTIONS = { explain: EXPLAIN, route: ROUTE, against: AGAINST, format: FORMAT };

/** All options of `gwql simulate`. */
export const SIMULATE_OPTIONS = { ...REQUEST_OPTIONS, ...ANSWER_OPTIONS, ...SOURCE_OPTIONS };
