import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { FieldInfo } from './field-info.ts';
import { leafTextOf } from './leaf-text.ts';
import {
  type Completed,
  jsonOf,
  type PlannedField,
  type PlanScope,
  type ResponsePath,
  type Run,
} from './plan.ts';

/** Makes a value that a field gave part of the answer (GraphQL specification 6.4.3). */
export type Completer = (run: Run, value: unknown, path: ResponsePath) => Completed;

export function completerOf(scope: PlanScope, type: GraphQLOutputType, field: PlannedField): Completer {
  if (isNonNullType(type)) return nonNull(completerOf(scope, type.ofType, field), field);
  const complete = completerOfPresent(scope, type, field);
  return (run, value, path) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(run, value, path);
  };
}

function nonNull(complete: Completer, { parentType, definition }: PlannedField): Completer {
  return (run, value, path) => {
    const completed = complete(run, value, path);
    if (completed !== null) return completed;
    throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`);
  };
}

function completerOfPresent(scope: PlanScope, type: GraphQLOutputType, field: PlannedField): Completer {
  if (isListType(type)) return list(scope, type, field);
  if (isLeafType(type)) return (_run, value) => serialized(type, value);
  const selections = field.nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  if (isObjectType(type)) return object(scope, type, selections, field);
  return abstract(scope, type, selections, field);
}

function serialized(type: { serialize(value: unknown): unknown }, value: unknown): string {
  const result = type.serialize(value);
  const text = result === null ? undefined : (JSON.stringify(result) as string | undefined);
  if (text === undefined) throw new Error(`${String(type)} was serialized to nothing`);
  return text;
}

function list(scope: PlanScope, { ofType }: GraphQLList<GraphQLOutputType>, field: PlannedField): Completer {
  const completeItem = completerOf(scope, ofType, field);
  const leafText = leafTextOf(ofType);
  const isRequired = isNonNullType(ofType);
  const { nodes, parentType, definition } = field;

  function item(run: Run, value: unknown, prev: ResponsePath, key: number): Completed {
    const text = leafText(value);
    if (text !== undefined) return text;
    const path = { prev, key, typename: undefined };
    try {
      const completed =
        value instanceof Promise
          ? value.then((settled) => completeItem(run, settled, path))
          : completeItem(run, value, path);
      if (!(completed instanceof Promise)) return completed;
      return completed.then(undefined, (error) => run.fail(error, nodes, path, isRequired));
    } catch (error) {
      return run.fail(error, nodes, path, isRequired);
    }
  }

  return (run, value, path) => {
    if (!isIterableObject(value)) {
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${parentType.name}.${definition.name}".`,
      );
    }
    const items: Completed[] = [];
    let isPending = false;
    try {
      for (const each of value) {
        const completed = item(run, each, path, items.length);
        if (completed instanceof Promise) isPending = true;
        items.push(completed);
      }
    } catch (error) {
      // What is still under way may fail too; nobody waits for it any more.
      if (isPending) void Promise.allSettled(items);
      throw error;
    }
    return isPending ? Promise.all(items).then(listText) : listText(items);
  };
}

function listText(items: readonly Completed[]): string {
  return `[${items.map(jsonOf).join()}]`;
}

function isIterableObject(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function object(
  scope: PlanScope,
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  field: PlannedField,
): Completer {
  const plan = scope.planObject(type, selections);
  const { isTypeOf } = type;
  if (isTypeOf == null) return (run, value, path) => plan.execute(run, value, path);
  const executeIf = (isOne: boolean, run: Run, value: unknown, path: ResponsePath) => {
    if (!isOne) throw new GraphQLError(`A value that should be ${type} is something else.`);
    return plan.execute(run, value, path);
  };
  return (run, value, path) => {
    const isOne = isTypeOf(value, run.context, new FieldInfo(run, field, path.prev));
    return isOne instanceof Promise
      ? isOne.then((settled) => executeIf(settled, run, value, path))
      : executeIf(isOne, run, value, path);
  };
}

function abstract(
  scope: PlanScope,
  type: GraphQLAbstractType,
  selections: readonly SelectionSetNode[],
  field: PlannedField,
): Completer {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const completers = new Map<unknown, Completer>();
  const completerFor = (name: unknown): Completer => {
    let known = completers.get(name);
    if (known === undefined) {
      known = object(scope, possibleType(scope, type, name), selections, field);
      completers.set(name, known);
    }
    return known;
  };
  return (run, value, path) => {
    const info = new FieldInfo(run, field, path.prev);
    const name = resolveType(value, run.context, info, type);
    return name instanceof Promise
      ? name.then((settled) => completerFor(settled)(run, value, path))
      : completerFor(name)(run, value, path);
  };
}

function possibleType({ schema }: PlanScope, type: GraphQLAbstractType, name: unknown): GraphQLObjectType {
  const found = typeof name === 'string' ? schema.getType(name) : undefined;
  if (isObjectType(found) && schema.isSubType(type, found)) return found;
  throw new GraphQLError(`A value of ${type} has no type that the schema knows.`);
}
