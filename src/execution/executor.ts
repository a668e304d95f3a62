import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { MaybePromise } from '../kube/maybe-promise.ts';
import type { ExecutionScope } from './execution-scope.ts';

/** One operation of a document that is valid against the schema. */
export interface Execution {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** The same for equal documents alone; absent where the document is not expected again. */
  readonly documentHash?: string | undefined;
  readonly operationName?: string | null | undefined;
  /** As the caller sent them. */
  readonly variables?: { readonly [name: string]: unknown } | null | undefined;
  readonly context: ExecutionScope;
}

export interface Outcome extends Pick<ExecutionResult, 'errors'> {
  /** One of the two is there, unless the request itself was wrong. */
  readonly data?: ExecutionResult['data'];
  /** The data as JSON. */
  readonly dataText?: string | undefined;
}

/** Executes; which errors callers see, and how, is not its business. Without data the request itself was wrong. */
export type Executor = (execution: Execution) => MaybePromise<Outcome>;
