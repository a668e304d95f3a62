import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { ExecutionScope } from './execution-scope.ts';
import type { Executor } from './executor.ts';
import type { FaultLog } from './fault-log.ts';
import { runOperation } from './run-operation.ts';
import { subscriptionRefusal } from './subscription-refusal.ts';

/** Apollo copies the context, which a class does not survive: it copies this instead. */
export interface Envelope<C extends ExecutionScope> {
  readonly scope: C;
}

/** Executes in Apollo's place, so that one function limits, masks and formats wherever a query comes from. */
export function executionPlugin<C extends ExecutionScope>(
  faultLog: FaultLog,
  executor?: Executor,
): ApolloServerPlugin<Envelope<C>> {
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
        async responseForOperation({ schema, document, queryHash, request, contextValue }) {
          const result = await runOperation({
            schema,
            document,
            documentHash: queryHash,
            operationName: request.operationName,
            variables: request.variables,
            context: contextValue.scope,
            faultLog,
            executor,
          });
          return {
            http: { status: result.data === undefined ? 400 : 200, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: result },
          };
        },
      };
    },
  };
}
