import type { FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { KnownDocuments } from '../execution/known-documents.ts';

/** A request that Apollo would execute as it stands. */
export interface KnownQuery {
  readonly document: DocumentNode;
  /** The same for equal documents alone. */
  readonly documentHash: string;
  readonly operationName: string | undefined;
  readonly variables: { readonly [name: string]: unknown } | undefined;
  readonly contentType: string;
}

/** What Apollo answers with, by the Accept header; it looks at all others itself. */
const CONTENT_TYPES: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, 'application/json; charset=utf-8'],
  ['*/*', 'application/json; charset=utf-8'],
  ['application/json', 'application/json; charset=utf-8'],
]);

const JSON_BODY = /^application\/json(; ?charset=utf-8)?$/i;

/** Headers that no form of another site can send, which Apollo wants of a request without a body. */
const PREFLIGHTED = ['x-apollo-operation-name', 'apollo-require-preflight'];

type Parts = { readonly [part in 'query' | 'operationName' | 'variables' | 'extensions']?: unknown };

/**
 * The query of a request whose document is known. undefined for everything in which Apollo might find something wrong,
 * or see more than a query: it is asked then.
 */
export function knownQuery(request: FastifyRequest, documents: KnownDocuments): KnownQuery | undefined {
  const contentType = CONTENT_TYPES.get(request.headers.accept);
  const parts = contentType === undefined ? undefined : partsOf(request);
  if (contentType === undefined || parts === undefined) return undefined;
  const { query, operationName, variables, extensions } = parts;
  if (typeof query !== 'string' || !isNameOrNothing(operationName)) return undefined;
  if (!isRecordOrNothing(variables) || !isRecordOrNothing(extensions)) return undefined;
  // a query that is sent to be kept
  if (extensions != null && 'persistedQuery' in extensions) return undefined;
  const known = documents.query(query, operationName ?? undefined);
  if (known === undefined) return undefined;
  return {
    document: known.document,
    documentHash: known.hash,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    contentType,
  };
}

function partsOf({ method, headers, body, url }: FastifyRequest): Parts | undefined {
  if (method === 'POST') {
    return JSON_BODY.test(headers['content-type'] ?? '') && isRecord(body) ? body : undefined;
  }
  if (headers['content-type'] !== undefined || !PREFLIGHTED.some((name) => headers[name])) return undefined;
  return partsOfSearch(url);
}

/** Each parameter at most once; `variables` and `extensions` are JSON. */
function partsOfSearch(url: string): Parts | undefined {
  const start = url.indexOf('?');
  const parts: { [part: string]: unknown } = {};
  for (const [name, value] of new URLSearchParams(start < 0 ? '' : url.slice(start))) {
    if (name in parts) return undefined;
    const isJson = name === 'variables' || name === 'extensions';
    const read = isJson ? parsed(value) : value;
    if (isJson && !isRecord(read)) return undefined;
    parts[name] = read;
  }
  return parts;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Apollo says so
    return undefined;
  }
}

type Record = { readonly [key: string]: unknown };

function isRecord(value: unknown): value is Record {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordOrNothing(value: unknown): value is Record | null | undefined {
  return value === undefined || value === null || isRecord(value);
}

/** An empty name names nothing. */
function isNameOrNothing(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || (typeof value === 'string' && value !== '');
}
