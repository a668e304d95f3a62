import type { JsonObject } from '../../../src/kube/json.ts';

/** What a handler answers with. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject | string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Details {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
}

/** Why a server gives up on the revision that a watch wants to go on from. */
export const TOO_OLD: Answer = failure(410, 'Expired', 'too old resource version');

function failure(code: number, reason: string, message: string, details: Details = {}): Answer {
  return {
    status: code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      details: { ...details },
      code,
    },
  };
}

type Resource = { readonly group: string; readonly plural: string };

const qualified = ({ group, plural }: Resource) => (group === '' ? plural : `${plural}.${group}`);
const detailsOf = ({ group, plural }: Resource, name?: string): Details => ({
  ...(name === undefined ? {} : { name }),
  ...(group === '' ? {} : { group }),
  kind: plural,
});

export function ok(body: JsonObject, status = 200): Answer {
  return { status, body };
}

/** What a path that leads nowhere gets: plain text, no Status. */
export const NO_SUCH_PATH: Answer = { status: 404, body: '404 page not found\n' };

export function notFound(resource: Resource, name: string): Answer {
  return failure(404, 'NotFound', `${qualified(resource)} "${name}" not found`, detailsOf(resource, name));
}

export function alreadyExists(resource: Resource, name: string): Answer {
  const message = `${qualified(resource)} "${name}" already exists`;
  return failure(409, 'AlreadyExists', message, detailsOf(resource, name));
}

export function conflict(resource: Resource, name: string): Answer {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": the object has been modified`;
  return failure(409, 'Conflict', message, detailsOf(resource, name));
}

export const UNAUTHORIZED: Answer = failure(401, 'Unauthorized', 'Unauthorized');

export const EXPIRED: Answer = failure(
  410,
  'Expired',
  'The provided continue parameter is too old to display a consistent list result.',
);

export function forbidden(
  user: string,
  verb: string,
  resource: Resource,
  namespace: string | undefined,
): Answer {
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const message = `${qualified(resource)} is forbidden: User "${user}" cannot ${verb} resource "${resource.plural}" in API group "${resource.group}" ${where}`;
  return failure(403, 'Forbidden', message, detailsOf(resource));
}

export function badRequest(message: string): Answer {
  return failure(400, 'BadRequest', message);
}

export function invalid(message: string): Answer {
  return failure(422, 'Invalid', message);
}

export function unsupportedMediaType(message: string): Answer {
  return failure(415, 'UnsupportedMediaType', message);
}

export function methodNotAllowed(): Answer {
  return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
}

/** An injected failure; `reason` as a server names that status. */
export function injected(code: number): Answer {
  const reasons: Readonly<Record<number, string>> = {
    401: 'Unauthorized',
    403: 'Forbidden',
    410: 'Expired',
    429: 'TooManyRequests',
    500: 'InternalError',
    503: 'ServiceUnavailable',
  };
  return failure(code, reasons[code] ?? 'Unknown', `injected failure with status ${code}`);
}
