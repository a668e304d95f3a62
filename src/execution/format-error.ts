import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { CodedError, type GraphqlCode, isGraphqlCode } from '../errors.ts';
import type { ErrorMasker } from './error-masker.ts';
import { libraryFault } from './library-fault.ts';

type Said = Pick<GraphQLFormattedError, 'message' | 'extensions'>;

/**
 * The one way in which an error reaches a caller, over HTTP and on the command line: faults that the caller can act on
 * keep code and message, everything else is masked. `phase` is the code of what graphql-js finds wrong with a
 * request, because it gives none itself.
 */
export function formatError(error: unknown, mask: ErrorMasker, phase?: GraphqlCode): GraphQLFormattedError {
  const { message, extensions } = said(error, mask, phase);
  return {
    message,
    ...(error instanceof GraphQLError ? placeOf(error) : {}),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

function said(error: unknown, mask: ErrorMasker, phase: GraphqlCode | undefined): Said {
  const origin = originOf(error);
  if (origin instanceof CodedError) {
    return { message: origin.message, extensions: { ...origin.details, code: origin.code } };
  }
  const code = codeOf(origin) ?? codeOf(error) ?? phase;
  if (!(origin instanceof GraphQLError)) {
    return isTooDeepToRead(origin, code) ? TOO_DEEP_TO_READ : mask(origin, fieldOf(error));
  }
  const fault = libraryFault(error instanceof GraphQLError ? error : origin);
  if (fault !== undefined) return { message: fault.message, extensions: { code: fault.code } };
  if (code === undefined) return mask(origin, fieldOf(error));
  return { message: origin.message, extensions: { ...detailsOf(origin), code } };
}

/** What was thrown, under the GraphQLErrors that graphql-js and Apollo put around it. */
function originOf(error: unknown): unknown {
  let origin = error;
  while (origin instanceof GraphQLError && origin.originalError !== undefined) origin = origin.originalError;
  return origin;
}

function codeOf(error: unknown): GraphqlCode | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  const { code } = error.extensions;
  // a code that means "unexpected" is no reason to show the message
  return isGraphqlCode(code) && code !== 'INTERNAL_SERVER_ERROR' ? code : undefined;
}

/** `http` is for Apollo, `stacktrace` for nobody. */
function detailsOf({ extensions }: GraphQLError): Record<string, unknown> {
  const { http: _http, stacktrace: _stacktrace, ...details } = extensions;
  return details;
}

function placeOf(error: GraphQLError): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  const { locations, path } = error;
  return { ...(locations === undefined ? {} : { locations }), ...(path === undefined ? {} : { path }) };
}

/** The schema's name of the field: the path has the caller's aliases. */
function fieldOf(error: unknown): string | undefined {
  const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined;
  return node?.kind === Kind.FIELD ? node.name.value : undefined;
}

const TOO_DEEP_TO_READ: Said = {
  message: 'The query is nested too deeply to be read.',
  extensions: { code: 'QUERY_TOO_DEEP' },
};

const BEFORE_EXECUTION: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

/** The parser and the rules of validation are recursive: a document can exceed the stack. */
function isTooDeepToRead(origin: unknown, code: GraphqlCode | undefined): boolean {
  return origin instanceof RangeError && BEFORE_EXECUTION.has(code);
}
