import { GraphQLError, OperationTypeNode, type ValidationRule } from 'graphql';

/**
 * Refuses mutations where the schema has none. graphql-js finds that out only when it executes, and reports it as if
 * the server were wrong; subscriptions are refused elsewhere, whatever the schema has.
 */
export const operationTypeRule: ValidationRule = (context) => ({
  OperationDefinition(node) {
    const { operation } = node;
    if (operation !== OperationTypeNode.MUTATION || context.getSchema().getMutationType()) return;
    const message = 'There are no mutations: this server only reads. Send a query.';
    context.reportError(new GraphQLError(message, { nodes: node }));
  },
});
