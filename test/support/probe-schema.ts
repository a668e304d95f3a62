import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { CodedError } from '../../src/errors.ts';

/** What tests look for where it must not be. */
export const SECRET = 'hunter2-do-not-tell';

const typeDefs = /* GraphQL */ `
  enum Color { RED GREEN }
  type Item {
    id: ID!
    name: String
    color: Color
    port: Int
    tags: [String]
    child: Item
    children(count: Int = 2): [Item]
    lazy: Item
    must: String!
  }
  type Query {
    item: Item
    items(count: Int!): [Item]
    own(count: Int!): [Item]
    broken: String
    brokenLater: String
    thrownText: String
    coded: String
    unknownColor: Item
    badPort: Item
    noList: Item
    wait(ms: Int!): String
    forever: String
  }
  type Mutation { paint(color: Color!): String }
  type Subscription { ticks: Int }
`;

interface Item {
  readonly id: string;
  readonly [field: string]: unknown;
}

function itemOf(id: string, fields: object = {}): Item {
  return {
    id,
    name: `item ${id}`,
    color: 'RED',
    port: 80,
    tags: ['a', 'b'],
    get child() {
      return itemOf(`${id}c`);
    },
    children: ({ count }: { count: number }) => itemsOf(count, id),
    ...fields,
  };
}

function itemsOf(count: number, prefix = ''): Item[] {
  return Array.from({ length: count }, (_, index) => itemOf(`${prefix}${index}`));
}

const rootValue = {
  item: itemOf('1'),
  unknownColor: itemOf('1', { color: 'BLUE' }),
  badPort: itemOf('1', { port: 'eighty' }),
  noList: itemOf('1', { tags: { a: 1 } }),
};

/** A small schema in which everything can go wrong. Made anew for each test: servers change theirs. */
export function probeSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs,
    resolvers: {
      Query: {
        item: () => rootValue.item,
        items: (_source: unknown, { count }: { count: number }) => itemsOf(count),
        own: (_source: unknown, { count }: { count: number }) => itemsOf(count),
        unknownColor: () => rootValue.unknownColor,
        badPort: () => rootValue.badPort,
        noList: () => rootValue.noList,
        broken: () => {
          throw new Error(`cannot open ${SECRET}`);
        },
        brokenLater: async () => {
          throw new TypeError(`cannot open\n    at ${SECRET}`, { cause: new Error(SECRET) });
        },
        thrownText: () => {
          throw SECRET;
        },
        coded: () => {
          throw new CodedError('FORBIDDEN', 'You may not read Secrets in shop.', { namespace: 'shop' });
        },
        wait: (_source: unknown, { ms }: { ms: number }) =>
          new Promise((resolve) => {
            setTimeout(() => resolve('waited'), ms);
          }),
        forever: () => new Promise(() => {}),
      },
      Item: { lazy: () => Promise.resolve(itemOf('lazy')) },
      Mutation: { paint: (_source: unknown, { color }: { color: string }) => color },
    },
  });
}
