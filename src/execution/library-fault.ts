import type { GraphQLError } from 'graphql';
import type { GraphqlCode } from '../errors.ts';

interface LibraryFault {
  readonly says: RegExp;
  readonly code: GraphqlCode;
  /** In our words; absent: graphql-js says it well. */
  readonly message?: string;
  /** Put before what graphql-js says. */
  readonly prefix?: string;
}

/** Found before a document is executed. */
const IN_THE_REQUEST: readonly LibraryFault[] = [
  {
    says: /^provided sha does not match query$/,
    code: 'BAD_REQUEST',
    message: 'The hash in extensions.persistedQuery is not that of the query. Send the SHA-256 of its text.',
  },
  {
    says: /^Syntax Error: Document contains more that \d+ tokens/,
    code: 'QUERY_TOO_COMPLEX',
    message: 'The query is too long. Ask in several queries, or start the server with a higher --max-fields.',
  },
  {
    says: /^Validation aborted\.$/,
    code: 'QUERY_TOO_COMPLEX',
    message: 'The query selects the same fields so often that it takes too long to check. Select each once.',
  },
];

/** Found while executing, at a field. */
const AT_A_FIELD: readonly LibraryFault[] = [
  { says: /^Argument "/, code: 'BAD_USER_INPUT' },
  // manifests can hold anything: a port that is no number is the writer's fault, not a bug
  {
    says: /^(Int|Float|String|Boolean|ID) cannot represent /,
    code: 'BAD_USER_INPUT',
    prefix: 'The object holds a value that its schema does not allow. ',
  },
  {
    says: /^Expected Iterable, /,
    code: 'BAD_USER_INPUT',
    message: 'The object holds something else where its schema has a list.',
  },
];

const MAX_MESSAGE = 300;

/** What graphql-js reports without a code of its own, and the caller can act on. */
export function libraryFault(error: GraphQLError): { message: string; code: GraphqlCode } | undefined {
  const rows = error.path === undefined ? IN_THE_REQUEST : AT_A_FIELD;
  const row = rows.find(({ says }) => says.test(error.message));
  if (row === undefined) return undefined;
  return {
    code: row.code,
    message: row.message ?? `${row.prefix ?? ''}${error.message.slice(0, MAX_MESSAGE)}`,
  };
}
