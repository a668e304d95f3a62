import { GraphQLScalarType } from 'graphql';
import { badUserInput } from '../src/errors.ts';
import { isObject } from '../src/kube/json.ts';

/**
 * Scalars that pass on what the cluster stores, unchanged: libraries that parse dates would rewrite the string.
 * Manifests can hold anything: a value of another shape is the writer's fault, not a bug.
 */
function scalar(name: string, accepts: (value: unknown) => boolean, expected: string): GraphQLScalarType {
  const check =
    (introduction: string) =>
    (value: unknown): unknown => {
      if (accepts(value)) return value;
      throw badUserInput(`${introduction}${name} holds ${expected}, not ${describe(value)}`);
    };
  return new GraphQLScalarType({ name, serialize: check(IN_AN_OBJECT), parseValue: check('') });
}

const IN_AN_OBJECT = 'The object holds a value that its schema does not allow. ';

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object with other values';
  return value === null ? 'null' : `a value of type ${typeof value}`;
}

export const scalars = {
  DateTime: scalar('DateTime', (value) => typeof value === 'string', 'a string'),
  IntOrString: scalar(
    'IntOrString',
    (value) => typeof value === 'string' || Number.isSafeInteger(value),
    'a whole number or a string',
  ),
  StringMap: scalar(
    'StringMap',
    (value) => isObject(value) && Object.values(value).every((entry) => typeof entry === 'string'),
    'an object of strings',
  ),
  JSON: scalar('JSON', () => true, 'any value'),
};
