import { asString, getIn, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';

/** Where in a policy a value stands, and what that means for those below. */
export type PolicyPart = 'OVERRIDES' | 'DEFAULTS' | 'SPEC';

/**
 * How a policy and those below it come together (semantics.md E.2): value by value, or one as a whole; `NONE`: those
 * below have no say. `CUSTOM` is known to the implementation alone.
 */
export type MergeStrategy = 'PATCH' | 'ATOMIC' | 'NONE' | 'CUSTOM';

/** One part of a policy that is merged with those of others. */
export interface PolicyDocument {
  readonly part: PolicyPart;
  readonly value: Json;
  readonly strategy: MergeStrategy;
}

export interface PolicyParts {
  readonly overrides: PolicyDocument | undefined;
  readonly defaults: PolicyDocument | undefined;
  /** Whether the policy itself says how it is merged, be it by its fields alone. */
  readonly saysHow: boolean;
}

const TARGET_FIELDS: readonly string[] = ['targetRef', 'targetRefs', 'targetSelectors'];
const PART_FIELDS: readonly string[] = ['default', 'defaults', 'override', 'overrides', 'strategy'];

/** Reads the hints that CRDs give: `spec.defaults`, `spec.overrides` (singular, too) and `strategy` in either or beside. */
export function policyParts(policy: RawObject): PolicyParts {
  const spec = getIn(policy, 'spec');
  const overrides = readPart(spec, 'OVERRIDES', ['overrides', 'override']);
  const defaults = readPart(spec, 'DEFAULTS', ['defaults', 'default']);
  if (overrides !== undefined || defaults !== undefined) return { overrides, defaults, saysHow: true };
  return bareParts(spec);
}

function readPart(
  spec: Json | undefined,
  part: PolicyPart,
  fields: readonly string[],
): PolicyDocument | undefined {
  const field = fields.find((candidate) => isObject(getIn(spec, candidate)));
  if (field === undefined) return undefined;
  const value = getIn(spec, field);
  const inside = readStrategy(getIn(value, 'strategy'));
  const strategy = inside ?? readStrategy(getIn(spec, 'strategy')) ?? 'PATCH';
  return { part, value: without(value, inside === undefined ? [] : ['strategy']), strategy };
}

/** A spec without either stands for defaults, unless its strategy says otherwise; by default as a whole (E.2). */
function bareParts(spec: Json | undefined): PolicyParts {
  const text = asString(getIn(spec, 'strategy'));
  const strategy = readStrategy(text);
  const value = without(spec, [...TARGET_FIELDS, ...(strategy === undefined ? [] : PART_FIELDS)]);
  const document: PolicyDocument = { part: 'SPEC', value, strategy: strategy ?? 'ATOMIC' };
  return /overrides$/i.test(text ?? '')
    ? { overrides: document, defaults: undefined, saysHow: true }
    : { overrides: undefined, defaults: document, saysHow: strategy !== undefined };
}

const STRATEGIES: readonly (readonly [pattern: RegExp, strategy: MergeStrategy])[] = [
  [/^(patch(defaults|overrides)?|merge)$/i, 'PATCH'],
  [/^atomic(defaults|overrides)?$/i, 'ATOMIC'],
  [/^none$/i, 'NONE'],
  [/^custom$/i, 'CUSTOM'],
];

/** Undefined for what is no strategy: a field of that name may mean anything. */
function readStrategy(value: unknown): MergeStrategy | undefined {
  const text = asString(value);
  return text === undefined ? undefined : STRATEGIES.find(([pattern]) => pattern.test(text))?.[1];
}

function without(value: Json | undefined, fields: readonly string[]): JsonObject {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter(([field]) => !fields.includes(field)));
}
