import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { statusOf } from './answer-text.ts';
import type { ExecutionObserver } from './execution-observer.ts';
import type { ExecutionScope } from './execution-scope.ts';
import type { Executor } from './executor.ts';
import type { FaultLog } from './fault-log.ts';
import type { KnownDocuments } from './known-documents.ts';
import { runOperation } from './run-operation.ts';
import { subscriptionRefusal } from './subscription-refusal.ts';

/** Apollo copies the context, which a class does not survive: it copies this instead. */
export interface Envelope<C extends ExecutionScope> {
  readonly scope: C;
}

export interface PluginOptions {
  readonly faultLog: FaultLog;
  readonly executor?: Executor | undefined;
  /** Gets every document that is valid. */
  readonly documents?: KnownDocuments | undefined;
  readonly observer?: ExecutionObserver | undefined;
}

/** Executes in Apollo's place, so that one function limits, masks and formats wherever a query comes from. */
export function executionPlugin<C extends ExecutionScope>({
  faultLog,
  executor,
  documents,
  observer,
}: PluginOptions): ApolloServerPlugin<Envelope<C>> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation }) {
          const refusal = subscriptionRefusal(operation);
          if (refusal !== undefined) {
            throw new GraphQLError(refusal.message, {
              originalError: refusal,
              extensions: { code: refusal.code, http: { status: 400 } },
            });
          }
        },
        async responseForOperation({ schema, document, source, queryHash, request, contextValue }) {
          if (source !== undefined && queryHash !== undefined) {
            documents?.add(source, { document, hash: queryHash });
          }
          const result = await runOperation({
            schema,
            document,
            documentHash: queryHash,
            operationName: request.operationName,
            variables: request.variables,
            context: contextValue.scope,
            faultLog,
            executor,
            observer,
            lasting: request.http?.method === 'GET',
          });
          return {
            http: { status: statusOf(result.data), headers: new HeaderMap() },
            body: { kind: 'single', singleResult: result },
          };
        },
      };
    },
  };
}
