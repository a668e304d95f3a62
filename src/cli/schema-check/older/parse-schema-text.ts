import { buildSchema, GraphQLError, type GraphQLSchema, Source } from 'graphql';
import { plainText } from '../../report/plain-text.ts';
import { UsageError } from '../../usage-error.ts';
import { schemaOfIntrospection } from './schema-of-introspection.ts';

export interface ParsedSchema {
  readonly schema: GraphQLSchema;
  readonly hasDirectives: boolean;
}

/** A schema from SDL, or from the JSON answer to an introspection query. Throws UsageError. */
export function parseSchemaText(text: string, label: string): ParsedSchema {
  const content = text.replace(/^\uFEFF/, '');
  // no SDL begins with a brace
  const isJson = content.trimStart().startsWith('{');
  try {
    const schema = isJson
      ? schemaOfIntrospection(JSON.parse(content))
      : buildSchema(new Source(content, label));
    if (schema.getQueryType() == null) throw new Error('it has no Query type');
    return { schema, hasDirectives: !isJson };
  } catch (error) {
    throw new UsageError(
      `${whereIn(label, error)}: no schema, neither SDL nor introspection JSON: ${reason(error)}`,
    );
  }
}

function whereIn(label: string, error: unknown): string {
  const [location] = error instanceof GraphQLError ? (error.locations ?? []) : [];
  return location === undefined ? label : `${label}:${location.line}:${location.column}`;
}

const MAX_REASON = 200;

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return plainText(message.split('\n\n')[0] ?? '').slice(0, MAX_REASON);
}
