import type { GraphQLSchema } from 'graphql';

export interface OlderSchema {
  readonly schema: GraphQLSchema;
  /** As the user knows it: the file, the address without its query, the revision. */
  readonly label: string;
  /** False where it came by introspection, which tells of deprecation and of no other directive. */
  readonly hasDirectives: boolean;
  /** Positions in the schema are those of this file. */
  readonly file?: string | undefined;
}
