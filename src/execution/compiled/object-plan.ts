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
import {
  type Completed,
  jsonOf,
  type ObjectPlan,
  type PlanScope,
  type ResponsePath,
  type Run,
} from './plan.ts';

/** Planned when the first object is met that needs it: of the types of an interface, most never come. */
export class LazyObjectPlan implements ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly #scope: PlanScope;
  readonly #selections: readonly SelectionSetNode[];
  #fields: readonly FieldPlan[] | undefined;
  #charge = 0;

  constructor(scope: PlanScope, type: GraphQLObjectType, selections: readonly SelectionSetNode[]) {
    this.#scope = scope;
    this.type = type;
    this.#selections = selections;
  }

  execute(run: Run, source: unknown, path: ResponsePath | undefined): string | Promise<string> {
    const fields = this.#fields ?? this.#plan();
    if (this.#charge > 0) run.spend(this.#charge);
    let text = '';
    let pending: Completed[] | undefined;
    try {
      for (const field of fields) {
        const value = field.execute(run, source, path);
        if (pending !== undefined || value instanceof Promise) {
          pending ??= [];
          pending.push(value);
        } else text += field.label + (value ?? 'null');
      }
    } catch (error) {
      if (pending === undefined) throw error;
      // What is still under way may fail too, and somebody has to hear it.
      return Promise.all(pending).finally(() => {
        throw error;
      }) as never;
    }
    if (pending !== undefined) return completed(text, fields, pending);
    return text === '' ? '{}' : `${text}}`;
  }

  #plan(): readonly FieldPlan[] {
    const { schema } = this.#scope;
    const fields: FieldPlan[] = [];
    for (const [key, nodes] of collectFields(this.#scope, this.type, this.#selections)) {
      const definition = definitionOf(this.type, nodes, schema.getQueryType());
      if (definition === undefined) continue;
      const field = new FieldPlan(
        this.#scope,
        { key, nodes, definition, parentType: this.type },
        fields.length === 0 ? '{' : ',',
      );
      fields.push(field);
      // fields with a resolver charge the budget themselves
      if (definition.resolve === undefined) this.#charge += 1;
    }
    this.#fields = fields;
    return fields;
  }
}

/** `begun` is the text of the fields before those that take time, and those behind them. */
async function completed(
  begun: string,
  fields: readonly FieldPlan[],
  pending: readonly Completed[],
): Promise<string> {
  const settled = await Promise.all(pending);
  const first = fields.length - settled.length;
  let text = begun;
  for (const [index, value] of settled.entries()) {
    text += (fields[first + index]?.label ?? '') + jsonOf(value);
  }
  return `${text}}`;
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
