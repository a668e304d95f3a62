import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { CodedError, type GraphqlCode } from '../errors.ts';

const STATUS: { readonly [code in GraphqlCode]?: number } = {
  BAD_USER_INPUT: 400,
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CLUSTER_UNAVAILABLE: 503,
};

/** For Apollo: a coded error that ends a request before it is executed, with the HTTP status that says the same. */
export function httpError(error: unknown): unknown {
  if (!(error instanceof CodedError)) return error;
  const headers = new HeaderMap();
  if (error.code === 'UNAUTHENTICATED') headers.set('www-authenticate', 'Bearer');
  const http = { status: STATUS[error.code] ?? 500, headers };
  return new GraphQLError(error.message, { originalError: error, extensions: { code: error.code, http } });
}
