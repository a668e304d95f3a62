import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { locateChange } from '../../../../src/cli/schema-check/changes/locate-change.ts';

const schema = buildSchema(`directive @own(
  text: String
) on OBJECT

"""
The root.
"""
type Query {
  "Described."
  route(name: String,
    old: Int): Kind
}

enum Kind {
  HTTP
}

input Where {
  name: String
}

extend type Query {
  more: Int
}
`);

test.each([
  ['Query', 8, 6],
  ['Query.route', 10, 3],
  ['Query.route.old', 11, 5],
  ['Query.route.new', 10, 3],
  ['Query.new', 8, 6],
  ['Query.more', 23, 3],
  ['Kind.HTTP', 15, 3],
  ['Kind.HTTP.@experimental', 15, 3],
  ['Where.name', 19, 3],
  ['@own', 1, 12],
  ['@own.text', 2, 3],
])('%s is at %d:%d', (path, line, column) => {
  expect(locateChange(schema, path)).toEqual({ line, column });
});

test.each(['New', 'New.field', '@new', '', 'String'])('%j has no place', (path) => {
  expect(locateChange(schema, path)).toBeUndefined();
});
