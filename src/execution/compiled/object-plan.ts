import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { collectFields } from './collect-fields.ts';
import { FieldPlan } from './field-plan.ts';
import type { Answer, ObjectPlan, PlanScope, ResponsePath, Run } from './plan.ts';

/** Planned when the first object is met that needs it: of the types of an interface, most never come. */
export class LazyObjectPlan implements ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly #scope: PlanScope;
  readonly #selections: readonly SelectionSetNode[];
  #fields: readonly FieldPlan[] | undefined;
  /** An answer without values. Its copies have one shape, which makes them quick to fill and to print as JSON. */
  #empty: Answer = {};
  #charge = 0;

  constructor(scope: PlanScope, type: GraphQLObjectType, selections: readonly SelectionSetNode[]) {
    this.#scope = scope;
    this.type = type;
    this.#selections = selections;
  }

  execute(run: Run, source: unknown, path: ResponsePath | undefined): Answer | Promise<Answer> {
    const fields = this.#fields ?? this.#plan();
    if (this.#charge > 0) run.spend(this.#charge);
    const answer = { ...this.#empty };
    let pending: Pending | undefined;
    try {
      for (const field of fields) {
        const value = field.execute(run, source, path);
        if (value instanceof Promise) {
          pending ??= { keys: [], values: [] };
          pending.keys.push(field.key);
          pending.values.push(value);
        } else answer[field.key] = value;
      }
    } catch (error) {
      if (pending === undefined) throw error;
      // What is still under way may fail too, and somebody has to hear it.
      return Promise.all(pending.values).finally(() => {
        throw error;
      }) as never;
    }
    return pending === undefined ? answer : completed(answer, pending);
  }

  #plan(): readonly FieldPlan[] {
    const { schema } = this.#scope;
    const fields: FieldPlan[] = [];
    for (const [key, nodes] of collectFields(this.#scope, this.type, this.#selections)) {
      const definition = definitionOf(this.type, nodes, schema.getQueryType());
      if (definition === undefined) continue;
      const field = new FieldPlan(this.#scope, { key, nodes, definition, parentType: this.type });
      fields.push(field);
      // an alias may be __proto__, which an assignment would not make a property
      Object.defineProperty(this.#empty, key, {
        value: null,
        enumerable: true,
        writable: true,
        configurable: true,
      });
      // fields with a resolver charge the budget themselves
      if (definition.resolve === undefined) this.#charge += 1;
    }
    this.#fields = fields;
    return fields;
  }
}

interface Pending {
  readonly keys: string[];
  readonly values: Promise<unknown>[];
}

async function completed(answer: Answer, { keys, values }: Pending): Promise<Answer> {
  const settled = await Promise.all(values);
  for (const [index, key] of keys.entries()) answer[key] = settled[index];
  return answer;
}

const META_FIELDS = [SchemaMetaFieldDef, TypeMetaFieldDef];

function definitionOf(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  queryType: GraphQLObjectType | null | undefined,
): GraphQLField<unknown, unknown> | undefined {
  const name = nodes[0]?.name.value ?? '';
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  const meta = type === queryType ? META_FIELDS.find((field) => field.name === name) : undefined;
  return meta ?? type.getFields()[name];
}
