import type {
  FieldNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
} from 'graphql';
import type { PlannedField, ResponsePath, Run } from './plan.ts';

/** What resolvers get as their fourth argument; most never look at it. */
export class FieldInfo implements GraphQLResolveInfo {
  readonly rootValue = undefined;
  readonly #run: Run;
  readonly #field: PlannedField;
  readonly #parent: ResponsePath | undefined;

  constructor(run: Run, field: PlannedField, parent: ResponsePath | undefined) {
    this.#run = run;
    this.#field = field;
    this.#parent = parent;
  }

  get path(): ResponsePath {
    const { key, parentType } = this.#field;
    return { prev: this.#parent, key, typename: parentType.name };
  }

  get fieldName(): string {
    return this.#field.definition.name;
  }

  get fieldNodes(): readonly FieldNode[] {
    return this.#field.nodes;
  }

  get returnType(): GraphQLOutputType {
    return this.#field.definition.type;
  }

  get parentType(): GraphQLObjectType {
    return this.#field.parentType;
  }

  get schema(): GraphQLSchema {
    return this.#run.plan.schema;
  }

  get fragments(): GraphQLResolveInfo['fragments'] {
    return Object.fromEntries(this.#run.plan.fragments);
  }

  get operation(): GraphQLResolveInfo['operation'] {
    return this.#run.plan.operation;
  }

  get variableValues(): GraphQLResolveInfo['variableValues'] {
    return this.#run.variables;
  }
}
