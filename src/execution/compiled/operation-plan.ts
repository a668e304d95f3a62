import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { Variables } from './collect-fields.ts';
import { LazyObjectPlan } from './object-plan.ts';
import type { OperationPlan, PlanScope } from './plan.ts';

export interface PlanRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly rootType: GraphQLObjectType;
  /** Decide `@skip` and `@include`: a plan serves all executions in which those come out the same. */
  readonly variables: Variables;
}

export function planOperation(request: PlanRequest): OperationPlan {
  const { schema, document, operation, rootType, variables } = request;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let slots = 0;
  const scope: PlanScope = {
    schema,
    fragments,
    variables,
    nextSlot: () => slots++,
    planObject: (type, selections) => new LazyObjectPlan(scope, type, selections),
  };
  return {
    schema,
    fragments,
    variables,
    operation,
    root: scope.planObject(rootType, [operation.selectionSet]),
  };
}
