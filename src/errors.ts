/** Every `extensions.code` a response can carry: Apollo's own codes, then ours. Clients branch on these. */
export const GRAPHQL_CODES = [
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'INTROSPECTION_DISABLED',
  'MAX_RECURSIVE_SELECTIONS_EXCEEDED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'CLUSTER_UNAVAILABLE',
  'UNKNOWN_ENUM_VALUE',
  'QUERY_TOO_DEEP',
  'QUERY_TOO_COMPLEX',
  'TOO_MANY_REQUESTS',
  'TIMEOUT',
] as const;

export type GraphqlCode = (typeof GRAPHQL_CODES)[number];

const KNOWN: ReadonlySet<unknown> = new Set(GRAPHQL_CODES);

export function isGraphqlCode(value: unknown): value is GraphqlCode {
  return KNOWN.has(value);
}

/** Further `extensions` of an error, beside its code: `{ column: 7 }`. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * A fault that its caller can understand and act on: code and message reach the caller as they are. Everything else
 * that is thrown is a bug, and masked.
 */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly code: GraphqlCode;
  readonly details: ErrorDetails;

  constructor(code: GraphqlCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export function badUserInput(message: string, details?: ErrorDetails): CodedError {
  return new CodedError('BAD_USER_INPUT', message, details);
}

export function notFound(message: string): CodedError {
  return new CodedError('NOT_FOUND', message);
}

export function forbidden(message: string): CodedError {
  return new CodedError('FORBIDDEN', message);
}

export function unauthenticated(message: string): CodedError {
  return new CodedError('UNAUTHENTICATED', message);
}

export function clusterUnavailable(message: string): CodedError {
  return new CodedError('CLUSTER_UNAVAILABLE', message);
}
