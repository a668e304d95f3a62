import {
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  getArgumentValues,
  getNamedType,
  isLeafType,
  isNonNullType,
} from 'graphql';
import type { Variables } from './collect-fields.ts';
import { type Completer, completerOf } from './complete-value.ts';
import { FieldInfo } from './field-info.ts';
import { type LeafText, leafTextOf, quoted } from './leaf-text.ts';
import type { Completed, PlannedField, PlanScope, ResponsePath, Run } from './plan.ts';

const NO_ARGUMENTS = Object.freeze({});

/** One field of a selection: where its value comes from, and how that becomes part of the answer. */
export class FieldPlan implements PlannedField {
  readonly key: string;
  /** The key as JSON, with the colon behind it and before it what parts it from the field before. */
  readonly label: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly #name: string;
  readonly #resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  readonly #slot: number;
  readonly #isLeaf: boolean;
  readonly #isNonNull: boolean;
  readonly #leafText: LeafText;
  readonly #complete: Completer;

  constructor(scope: PlanScope, field: PlannedField, before: string) {
    const { type, resolve, name, args } = field.definition;
    this.key = field.key;
    this.label = `${before}${quoted(field.key)}:`;
    this.nodes = field.nodes;
    this.definition = field.definition;
    this.parentType = field.parentType;
    this.#name = name;
    this.#resolve = resolve;
    this.#slot = args.length === 0 ? -1 : scope.nextSlot();
    this.#isLeaf = isLeafType(getNamedType(type));
    this.#isNonNull = isNonNullType(type);
    this.#leafText = leafTextOf(type);
    this.#complete = completerOf(scope, type, field);
  }

  /** The value in the answer, or a promise of it. Throws where null may not stand for a failure. */
  execute(run: Run, source: unknown, parent: ResponsePath | undefined): Completed {
    let path: ResponsePath | undefined;
    try {
      const value =
        this.#resolve === undefined
          ? this.#property(run, source, parent)
          : this.#resolve(source, this.#arguments(run), run.context, new FieldInfo(run, this, parent));
      // most values are leaves that go well, and need no path
      const text = this.#leafText(value);
      if (text !== undefined) return text;
      path = this.#pathIn(parent);
      if (value instanceof Promise) return this.#later(run, value, path);
      const completed = this.#complete(run, value, path);
      return completed instanceof Promise ? this.#guarded(run, completed, path) : completed;
    } catch (error) {
      return run.fail(error, this.nodes, path ?? this.#pathIn(parent), this.#isNonNull);
    }
  }

  #pathIn(prev: ResponsePath | undefined): ResponsePath {
    return { prev, key: this.key, typename: this.parentType.name };
  }

  /** A field without a resolver is the property of its name; a method is called, as graphql-js does. */
  #property(run: Run, source: unknown, parent: ResponsePath | undefined): unknown {
    const { budget } = run;
    if (budget?.paused && !this.#isLeaf) {
      return new Promise((settle, reject) => {
        budget.defer(() => {
          try {
            settle(this.#read(run, source, parent));
          } catch (error) {
            reject(error);
          }
        });
      });
    }
    return this.#read(run, source, parent);
  }

  #read(run: Run, source: unknown, parent: ResponsePath | undefined): unknown {
    if (source === null || (typeof source !== 'object' && typeof source !== 'function')) return undefined;
    const value = (source as { readonly [name: string]: unknown })[this.#name];
    if (typeof value === 'function') return this.#called(run, source, parent);
    if (Array.isArray(value)) run.spend(value.length);
    return value;
  }

  #called(run: Run, source: object, parent: ResponsePath | undefined): unknown {
    const method = (source as { readonly [name: string]: (...args: unknown[]) => unknown })[this.#name];
    const value = method?.call(source, this.#arguments(run), run.context, new FieldInfo(run, this, parent));
    if (Array.isArray(value)) run.spend(value.length);
    return value;
  }

  #arguments(run: Run): Variables {
    if (this.#slot < 0) return NO_ARGUMENTS;
    const known = run.arguments[this.#slot];
    if (known !== undefined) return known;
    const [node] = this.nodes;
    const values = node === undefined ? {} : getArgumentValues(this.definition, node, run.variables);
    run.arguments[this.#slot] = values;
    return values;
  }

  #later(run: Run, value: Promise<unknown>, path: ResponsePath): Promise<string | null> {
    return this.#guarded(
      run,
      value.then((settled) => this.#complete(run, settled, path)),
      path,
    );
  }

  #guarded(run: Run, value: Promise<string | null>, path: ResponsePath): Promise<string | null> {
    return value.then(undefined, (error) => run.fail(error, this.nodes, path, this.#isNonNull));
  }
}
