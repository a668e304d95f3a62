import { type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { CodedError } from '../errors.ts';

/** graphql-js, and Apollo with it, would execute a subscription as if it were a query. */
export function subscriptionRefusal(
  operation: OperationDefinitionNode | null | undefined,
): CodedError | undefined {
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return undefined;
  return new CodedError(
    'BAD_REQUEST',
    'A subscription cannot be asked here: this answers once. Send a query.',
  );
}
