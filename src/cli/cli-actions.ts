import type { GraphQLSchema } from 'graphql';
import type { QueryConfig } from '../config/query-config.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import type { ExecutionBudget } from '../context/execution-budget.ts';
import type { ExecutionScope } from '../execution/execution-scope.ts';

/** What a query is asked of. */
export interface OpenedQuery {
  readonly schema: GraphQLSchema;
  readonly context: ExecutionScope;
  /** Sentences for the user: what was ignored, what is wrong with which manifest. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

export interface QueryExecution {
  readonly budget: ExecutionBudget | undefined;
  /** Most nodes of one connection; undefined for no limit. */
  readonly pageSize: number | undefined;
}

export interface SchemaPrintOptions {
  /** Files and folders with further CRDs. */
  readonly crds: readonly string[];
  /** Whether texts of Kubernetes and the Gateway API are included. */
  readonly descriptions: boolean;
}

/**
 * What commands do once their options are understood; `main.ts` brings it along, and loads for each command what that
 * one needs. Each may throw a UsageError.
 */
export interface CliActions {
  /** Serves until it is told to stop; the exit code. */
  serve(config: ServeConfig): Promise<number>;
  openQuery(config: Pick<QueryConfig, 'source'>, execution: QueryExecution): Promise<OpenedQuery>;
  /** The served schema as SDL. */
  printSchema(options: SchemaPrintOptions): Promise<string>;
}
