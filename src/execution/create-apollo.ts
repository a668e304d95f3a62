import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { meterResolvers } from '../limits/meter-resolvers.ts';
import { limitRules, parseLimits, type QueryLimits } from '../limits/query-limits.ts';
import { errorMasker } from './error-masker.ts';
import type { ExecutionObserver } from './execution-observer.ts';
import { type Envelope, executionPlugin } from './execution-plugin.ts';
import type { ExecutionScope } from './execution-scope.ts';
import type { Executor } from './executor.ts';
import type { FaultLog } from './fault-log.ts';
import { formatError } from './format-error.ts';
import type { KnownDocuments } from './known-documents.ts';

export interface ApolloOptions {
  /** Changed: its resolvers charge budgets from here on. */
  readonly schema: GraphQLSchema;
  readonly limits: QueryLimits;
  readonly faultLog: FaultLog;
  /** @default compiled, without a cache */
  readonly executor?: Executor | undefined;
  /** Gets every document that is valid. */
  readonly documents?: KnownDocuments | undefined;
  readonly observer?: ExecutionObserver | undefined;
}

/**
 * Apollo reads requests, parses and validates; `executionPlugin` executes. Every default that depends on NODE_ENV or
 * on APOLLO_ variables is set, so that the server is the same everywhere and talks to nobody.
 */
export function createApollo<C extends ExecutionScope>({
  schema,
  limits,
  faultLog,
  executor,
  documents,
  observer,
}: ApolloOptions): ApolloServer<Envelope<C>> {
  meterResolvers(schema);
  return new ApolloServer<Envelope<C>>({
    schema,
    nodeEnv: 'production',
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // sent by hash once they are known; kept in Apollo's cache, which is bounded
    persistedQueries: {},
    stopOnTerminationSignals: false,
    parseOptions: parseLimits(limits),
    validationRules: [...limitRules(limits)],
    formatError: (_formatted, error) => {
      const formatted = formatError(error, errorMasker(faultLog));
      observer?.error(String(formatted.extensions?.['code']));
      return formatted;
    },
    logger: SILENT,
    plugins: [
      executionPlugin<C>({ faultLog, executor, documents, observer }),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Apollo logs errors with their messages; ours are logged by `errorMasker`, which leaves those out. */
const ignore = () => {};
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
