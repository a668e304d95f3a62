import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

export interface GeneratedQuery {
  readonly source: string;
  readonly variables: { readonly [name: string]: unknown };
}

export interface QueryChoices {
  readonly seed: number;
  /** Argument values by name; fields with a required argument that is not named are left out. */
  readonly values: { readonly [argument: string]: readonly unknown[] };
  /** Fields of the schema that are never asked for. */
  readonly without?: readonly string[];
}

const MAX_DEPTH = 7;
const MAX_FIELDS = 120;

/** A valid query made by chance: aliases, repeated fields, fragments, conditions by variables, arguments. */
export function generateQuery(schema: GraphQLSchema, choices: QueryChoices): GeneratedQuery {
  return new Generation(schema, choices).query();
}

class Generation {
  readonly #schema: GraphQLSchema;
  readonly #choices: QueryChoices;
  readonly #conditions = new Map<string, boolean>();
  #state: number;
  #aliases = 0;
  #fields = 0;

  constructor(schema: GraphQLSchema, choices: QueryChoices) {
    this.#schema = schema;
    this.#choices = choices;
    this.#state = choices.seed + 1;
  }

  query(): GeneratedQuery {
    const type = this.#schema.getQueryType();
    if (type == null) throw new Error('a schema without queries');
    const selection = this.#selection(type, 0);
    const names = [...this.#conditions.keys()];
    const header = names.length === 0 ? '' : `(${names.map((name) => `$${name}: Boolean!`).join(', ')})`;
    return { source: `query Q${header} ${selection}`, variables: Object.fromEntries(this.#conditions) };
  }

  #selection(type: GraphQLNamedOutputType, depth: number): string {
    const parts = this.#fieldsOf(type, depth);
    if (isAbstractType(type)) {
      for (const possible of this.#some(this.#schema.getPossibleTypes(type), 2)) {
        parts.push(`... on ${possible.name}${this.#condition()} ${this.#selection(possible, depth + 1)}`);
      }
    }
    if (parts.length === 0 || this.#chance(0.2)) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  #fieldsOf(type: GraphQLNamedOutputType, depth: number): string[] {
    if (!('getFields' in type) || isUnionType(type) || isInputObjectType(type)) return [];
    const askable = Object.values(type.getFields()).filter((field) => this.#isAskable(field, depth));
    return this.#some(askable, depth === 0 ? 3 : 6).flatMap((field) => {
      this.#aliases += 1;
      const alias = `f${this.#aliases}`;
      const asked = this.#field(alias, field, depth);
      // a field asked twice is merged; without arguments the two cannot disagree
      return field.args.length === 0 && this.#chance(0.2)
        ? [asked, this.#field(alias, field, depth)]
        : [asked];
    });
  }

  #isAskable(field: GraphQLField<unknown, unknown>, depth: number): boolean {
    const { values, without = [] } = this.#choices;
    if (without.includes(field.name)) return false;
    if (!field.args.every((arg) => !isRequiredArgument(arg) || values[arg.name] !== undefined)) return false;
    return isLeafType(getNamedType(field.type)) || (depth < MAX_DEPTH && this.#fields < MAX_FIELDS);
  }

  #field(alias: string, field: GraphQLField<unknown, unknown>, depth: number): string {
    this.#fields += 1;
    const type = getNamedType(field.type);
    const head = `${alias}: ${field.name}${this.#arguments(field.args)}${this.#condition()}`;
    return isLeafType(type) ? head : `${head} ${this.#selection(type, depth + 1)}`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given = args.flatMap((arg) => {
      const values = this.#choices.values[arg.name];
      if (values === undefined || (!isNonNullType(arg.type) && this.#chance(0.5))) return [];
      return [`${arg.name}: ${literal(values[this.#below(values.length)])}`];
    });
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  #condition(): string {
    if (!this.#chance(0.1)) return '';
    const name = `c${this.#below(3)}`;
    if (!this.#conditions.has(name)) this.#conditions.set(name, this.#chance(0.5));
    return ` @${this.#chance(0.5) ? 'skip' : 'include'}(if: $${name})`;
  }

  #some<T>(items: readonly T[], most: number): T[] {
    const chosen = new Set<T>();
    const count = 1 + this.#below(most);
    for (let tries = 0; tries < count && items.length > 0; tries += 1) {
      const item = items[this.#below(items.length)];
      if (item !== undefined) chosen.add(item);
    }
    return [...chosen];
  }

  #chance(probability: number): boolean {
    return this.#below(1_000_000) < probability * 1_000_000;
  }

  /** Mulberry32: the same numbers for the same seed. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }
}

/** As GraphQL writes it. */
function literal(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${literal(field)}`);
  return `{ ${fields.join(', ')} }`;
}
