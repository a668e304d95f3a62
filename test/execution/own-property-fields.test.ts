import { makeExecutableSchema } from '@graphql-tools/schema';
import { graphqlSync } from 'graphql';
import { expect, test } from 'vitest';
import { readOwnProperties } from '../../src/execution/own-property-fields.ts';

const typeDefs = `
  type Spec { constructor: String, toString: Inner, valueOf: Int, hasOwnProperty: Boolean, size: Int }
  type Inner { name: String }
  type Query { spec: Spec }
`;

function ask(spec: unknown) {
  const schema = makeExecutableSchema({ typeDefs, resolvers: { Query: { spec: () => spec } } });
  readOwnProperties(schema);
  const source = '{ spec { constructor toString { name } valueOf hasOwnProperty size } }';
  return JSON.parse(JSON.stringify(graphqlSync({ schema, source })));
}

test('a field with the name of something that every object has is null where it was not stored', () => {
  const none = { constructor: null, toString: null, valueOf: null, hasOwnProperty: null };
  expect(ask({ size: 3 })).toEqual({ data: { spec: { ...none, size: 3 } } });
  expect(ask([])).toEqual({ data: { spec: { ...none, size: null } } });
});

test('it is the stored value where there is one', () => {
  const spec = { constructor: 'a', toString: { name: 'b' }, valueOf: 1, hasOwnProperty: true, size: null };
  expect(ask(spec)).toEqual({ data: { spec } });
});
