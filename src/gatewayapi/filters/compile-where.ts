import { badUserInput } from '../../errors.ts';
import { asList, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import type { Rule } from '../fact.ts';
import { and, EVERYTHING, type Filter, not, or } from './filter.ts';
import type { FilterAnswer } from './routes-of-gateway.ts';
import { WHERE_MEANINGS, type WhereScope } from './where-fields.ts';

/** How much a `where` input may hold: fields that are given, and inputs within each other. */
const MAX_FIELDS = 200;
const MAX_DEPTH = 16;

/** What a `where` input means; throws a coded error for values that mean nothing. */
export function compileWhere(where: Json | undefined, scope: WhereScope): Rule<FilterAnswer> {
  return new WhereCompiler(scope).all(isObject(where) ? where : {}, ['where']);
}

class WhereCompiler {
  readonly #scope: WhereScope;
  #fields = 0;

  constructor(scope: WhereScope) {
    this.#scope = scope;
  }

  *all(where: JsonObject, path: readonly string[]): Rule<FilterAnswer> {
    if (path.length > MAX_DEPTH) throw badUserInput(`where: is nested more than ${MAX_DEPTH} deep`);
    const parts: Filter[] = [];
    for (const [field, value] of Object.entries(where)) {
      // A variable that was not given says nothing.
      if (value === undefined || value === null) continue;
      this.#fields += 1;
      if (this.#fields > MAX_FIELDS) throw badUserInput(`where: has more than ${MAX_FIELDS} fields`);
      const answer = yield* this.#field(field, value, [...path, field]);
      if (answer.state !== 'filter') return answer;
      parts.push(answer.filter);
    }
    return { state: 'filter', filter: and(...parts) };
  }

  *#field(field: string, value: Json, path: readonly string[]): Rule<FilterAnswer> {
    if (field === 'not') return yield* this.#negated(value, path);
    if (field === 'and' || field === 'or') return yield* this.#several(field, value, path);
    const meaning = Object.hasOwn(WHERE_MEANINGS, field) ? WHERE_MEANINGS[field] : undefined;
    if (meaning === undefined) return EVERY;
    const filter = meaning(value, this.#scope, path.join('.'));
    return 'op' in filter ? { state: 'filter', filter } : yield* filter;
  }

  *#negated(value: Json, path: readonly string[]): Rule<FilterAnswer> {
    const answer = yield* this.all(isObject(value) ? value : {}, path);
    return answer.state === 'filter' ? { state: 'filter', filter: not(answer.filter) } : answer;
  }

  *#several(field: 'and' | 'or', value: Json, path: readonly string[]): Rule<FilterAnswer> {
    const parts: Filter[] = [];
    for (const item of asList(value)) {
      const answer = yield* this.all(isObject(item) ? item : {}, path);
      if (answer.state !== 'filter') return answer;
      parts.push(answer.filter);
    }
    return { state: 'filter', filter: field === 'and' ? and(...parts) : or(...parts) };
  }
}

const EVERY: FilterAnswer = { state: 'filter', filter: EVERYTHING };
