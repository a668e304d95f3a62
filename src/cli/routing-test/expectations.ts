import { REQUEST_OUTCOMES } from '../../gatewayapi/routing/simulation.ts';
import { isObject } from '../../kube/json.ts';
import type { AnsweredRequest, SimulationAnswer } from '../simulate/simulation-answer.ts';
import { backendsText, listText, NONE, nameOf, placeOf } from './answer-texts.ts';
import { headerDifference, headerValue, isSameHeader } from './header-difference.ts';
import { isPortName, samePlace } from './port-name.ts';

/** One thing that a test can expect of an answer. */
export interface Expectation {
  readonly name: string;
  /** Whether a test file may hold the value; `needs` says what it may hold. */
  readonly accepts: (value: unknown) => boolean;
  readonly needs: string;
  /** What the answer has in its place, as people would write it; undefined where it is as expected. */
  readonly differs: (expected: unknown, answer: SimulationAnswer) => string | undefined;
}

const OUTCOMES: readonly unknown[] = REQUEST_OUTCOMES;

/** Shares are told with three digits at least. */
const SHARE_TOLERANCE = 0.0005;

export const EXPECTATIONS: readonly Expectation[] = [
  {
    name: 'outcome',
    accepts: (value) => OUTCOMES.includes(value),
    needs: `one of ${OUTCOMES.join(', ')}`,
    differs: (expected, { outcome }) => unlessSame(expected, outcome),
  },
  {
    name: 'status',
    accepts: (value) => Number.isInteger(value),
    needs: 'a number: the status that the gateway itself answers',
    differs: (expected, { statusCode }) => unlessSame(expected, statusCode ?? NONE),
  },
  {
    name: 'listener',
    accepts: isText,
    needs: 'the name of a listener',
    differs: (expected, { listener }) => unlessSame(expected, listener?.name ?? NONE),
  },
  {
    name: 'route',
    accepts: (value) => isText(value) && /^([A-Z][A-Za-z]*\/)?[^/\s]+\/[^/\s]+$/.test(value),
    needs: 'a namespace and a name: shop/cart, or GRPCRoute/shop/cart',
    differs: (expected, { route }) => {
      if (route === null) return NONE;
      const place = placeOf(route.metadata);
      const full = `${route.kind}/${place}`;
      return expected === place || expected === full ? undefined : full;
    },
  },
  {
    name: 'rule',
    accepts: (value) => isText(value) || (Number.isInteger(value) && Number(value) >= 0),
    needs: 'the position of the rule from 0, or its name',
    differs: (expected, { ruleIndex, ruleName }) =>
      expected === ruleIndex || expected === ruleName
        ? undefined
        : `${ruleIndex ?? NONE}${ruleName === null ? '' : ` (${ruleName})`}`,
  },
  {
    name: 'backend',
    accepts: isPortName,
    needs: 'a Service that gets all of it: shop/cart or shop/cart:8080',
    differs: (expected, answer) => {
      const [only, ...more] = answer.backends.filter(({ share }) => share > 0);
      const isIt = only?.statusCode === null && more.length === 0 && samePlace(String(expected), only);
      return isIt ? undefined : backendsText(answer);
    },
  },
  {
    name: 'backends',
    accepts: (value) => isMap(value, (share) => typeof share === 'number' && share >= 0 && share <= 1),
    needs: 'a map of Services to their shares: {shop/cart:8080: 0.9, shop/cart-next:8080: 0.1}',
    differs: (expected, answer) => {
      const wanted = Object.entries(Object(expected));
      const isThere = ([name, share]: (typeof wanted)[number]) =>
        answer.backends.some(
          (each) => samePlace(name, each) && Math.abs(each.share - Number(share)) < SHARE_TOLERANCE,
        );
      return wanted.length === answer.backends.length && wanted.every(isThere)
        ? undefined
        : backendsText(answer);
    },
  },
  {
    name: 'mirrors',
    accepts: (value) => Array.isArray(value) && value.every(isPortName),
    needs: 'a list of Services that get copies: [shop/recorder:80]',
    differs: (expected, { mirrors }) => {
      const wanted = (expected as readonly string[]).filter((name) =>
        mirrors.some((each) => samePlace(name, each)),
      );
      return wanted.length === mirrors.length && wanted.length === (expected as readonly string[]).length
        ? undefined
        : listText(mirrors.map((each) => nameOf(each)));
    },
  },
  {
    name: 'redirect',
    accepts: isText,
    needs: 'the URL that the answer redirects to',
    differs: (expected, { redirect }) => unlessSame(expected, redirect?.location ?? NONE),
  },
  {
    name: 'method',
    accepts: isText,
    needs: 'the method that the backend gets',
    differs: (expected, answer) => unlessSame(expected, forwarded(answer)?.method ?? NONE),
  },
  {
    name: 'host',
    accepts: isText,
    needs: 'the host that the backend gets',
    differs: (expected, answer) => unlessSame(expected, forwarded(answer)?.host ?? NONE),
  },
  {
    name: 'path',
    accepts: isText,
    needs: 'the path that the backend gets, with its query',
    differs: (expected, answer) => unlessSame(expected, forwarded(answer)?.path ?? NONE),
  },
  {
    name: 'headers',
    accepts: isHeaderMap,
    needs: 'a map of headers that the backend gets; null for one that it does not get',
    differs: (expected, answer) =>
      headerDifference(expected, (name) => headerValue(forwarded(answer)?.headers ?? [], name)),
  },
  {
    name: 'responseHeaders',
    accepts: isHeaderMap,
    needs: 'a map of headers that the gateway sets or adds; null for one that it removes',
    differs: (expected, { responseHeaders }) => {
      const { set = [], add = [], remove = [] } = responseHeaders ?? {};
      return headerDifference(expected, (name) =>
        remove.some((each) => isSameHeader(each, name))
          ? null
          : (headerValue([...set, ...add], name) ?? 'left as it is'),
      );
    },
  },
];

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isMap(value: unknown, accepts: (value: unknown) => boolean): boolean {
  return isObject(value) && Object.values(value).every(accepts);
}

function isHeaderMap(value: unknown): boolean {
  return isMap(value, (each) => each === null || typeof each === 'string');
}

function unlessSame(expected: unknown, actual: string | number): string | undefined {
  return expected === actual ? undefined : String(actual);
}

/** As the backend gets it, where there is just one: its own filters count, too. */
function forwarded({ request, backends }: SimulationAnswer): AnsweredRequest | null {
  const [only, ...more] = backends;
  return (more.length === 0 ? only?.request : undefined) ?? request;
}
