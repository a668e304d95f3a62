import { type GraphQLSchema, getIntrospectionQuery } from 'graphql';
import { asList, asObject, asString, isObject, type Json } from '../../../kube/json.ts';
import { plainText } from '../../report/plain-text.ts';
import { UsageError } from '../../usage-error.ts';
import type { OlderSchema } from './older-schema.ts';
import { readAnswer } from './read-answer.ts';
import { schemaOfIntrospection } from './schema-of-introspection.ts';

export interface SchemaAddress {
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly timeoutMs: number;
}

const QUERY = getIntrospectionQuery({
  descriptions: false,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  inputValueDeprecation: true,
  oneOf: true,
});

const HINTS: ReadonlyMap<number, string> = new Map([
  [401, "; give credentials with --header 'Authorization: Bearer ...'"],
  [403, '; these credentials may not ask'],
  [404, '; the path is that of the GraphQL endpoint, such as /graphql'],
]);

/** The schema of a running server, by introspection. Throws UsageError. */
export async function fetchSchema({ target, headers, timeoutMs }: SchemaAddress): Promise<OlderSchema> {
  const address = endpointOf(target);
  // what follows may hold a token
  const label = `${address.origin}${address.pathname}`;
  const answer = await readAnswer(address, {
    label,
    timeoutMs,
    headers: [
      ['accept', 'application/graphql-response+json, application/json'],
      ...headers,
      ['content-type', 'application/json'],
    ],
    body: JSON.stringify({ query: QUERY, operationName: 'IntrospectionQuery' }),
  });
  return { schema: introspected(answer, label), label, hasDirectives: false };
}

function endpointOf(target: string): URL {
  if (!URL.canParse(target)) throw new UsageError('The URL of the older schema cannot be understood.');
  const address = new URL(target);
  if (address.username !== '' || address.password !== '') {
    throw new UsageError(
      `${address.host}: credentials cannot stand in the URL; give them with --header 'Authorization: ...'`,
    );
  }
  if (address.pathname === '/') address.pathname = '/graphql';
  return address;
}

function introspected(
  { status, json }: { readonly status: number; readonly json: Json },
  label: string,
): GraphQLSchema {
  const [error] = asList(asObject(json)['errors']);
  const message = asString(asObject(error)['message']);
  if (message !== undefined)
    throw new UsageError(`${label}: answered with an error: ${plainText(message).slice(0, 200)}`);
  if (status !== 200 || !isObject(json))
    throw new UsageError(`${label}: answered ${status}${HINTS.get(status) ?? ''}`);
  try {
    return schemaOfIntrospection(json);
  } catch (problem) {
    throw new UsageError(`${label}: the answer holds no schema: ${plainText(String(problem)).slice(0, 200)}`);
  }
}
