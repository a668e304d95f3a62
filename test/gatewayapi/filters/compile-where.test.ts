import { readdirSync, readFileSync } from 'node:fs';
import { type InputObjectTypeDefinitionNode, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compileWhere } from '../../../src/gatewayapi/filters/compile-where.ts';
import { reasonFacet } from '../../../src/gatewayapi/filters/reason-facet.ts';
import { WHERE_MEANINGS } from '../../../src/gatewayapi/filters/where-fields.ts';
import { SortOrder } from '../../../src/gatewayapi/ordering/sort-order.ts';
import { SpecSites } from '../../../src/gatewayapi/relations/spec-sites.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { runRule } from '../../../src/loaders/run-rule.ts';
import { FactsInMemory } from '../../support/answer-facts.ts';

const SCHEMA = new URL('../../../schema/', import.meta.url);
const definitions = readdirSync(SCHEMA, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.graphql') && file !== 'schema.graphql')
  .flatMap((file) => parse(readFileSync(new URL(file, SCHEMA), 'utf8')).definitions);

const isWhere = (node: (typeof definitions)[number]): node is InputObjectTypeDefinitionNode =>
  node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION &&
  node.name.value.endsWith('Where') &&
  node.name.value !== 'ConditionWhere';

const scope = {
  namespace: undefined,
  listed: 'routes' as const,
  reasons: reasonFacet(new SpecSites([])),
  now: 0,
};

function compile(where: JsonObject) {
  return runRule(compileWhere(where, scope), new FactsInMemory([]));
}

describe('a where input', () => {
  it.each(definitions.filter(isWhere).map((node) => [node.name.value, node] as const))(
    '%s has a meaning for each of its fields',
    (_name, { fields = [] }) => {
      const names = fields.map(({ name }) => name.value);
      const logic = new Set(['and', 'or', 'not']);
      expect(names).toEqual(expect.arrayContaining([...logic, 'name']));
      expect(names.filter((name) => !logic.has(name) && !Object.hasOwn(WHERE_MEANINGS, name))).toEqual([]);
    },
  );

  it('refuses more fields than anybody writes', () => {
    const or = Array.from({ length: 201 }, () => ({ name: 'a' }));
    expect(() => compile({ or })).toThrow('where: has more than 200 fields');
  });

  it('refuses to be nested without end', () => {
    let where: JsonObject = { name: 'a' };
    for (let depth = 0; depth < 20; depth += 1) where = { not: where };
    expect(() => compile(where)).toThrow('where: is nested more than 16 deep');
  });

  it('says where a namespace is missing', () => {
    expect(() => compile({ not: { gateway: { name: 'public' } } })).toThrow(
      'where.not.gateway: name the namespace',
    );
  });

  it('refuses a hostname that is empty', () => {
    expect(() => compile({ hostname: '' })).toThrow('where.hostname: name a host');
  });

  it('is no filter where the ListenerSets of the Gateway cannot be listed', () => {
    const facts = new FactsInMemory([], {
      list: ({ kind }) => (kind === 'ListenerSet' ? { state: 'forbidden', message: '' } : undefined),
    });
    const where = { gateway: { namespace: 'infra', name: 'public' } };
    expect(runRule(compileWhere(where, scope), facts)).toMatchObject({
      state: 'unreadable',
      answer: { state: 'forbidden' },
      what: 'the list of ListenerSet',
    });
  });
});

describe('every value of an order', () => {
  const orders = definitions.filter(
    (node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value.endsWith('Order'),
  );

  it.each(orders.map((node) => [node]))('is one that lists can be sorted by', (node) => {
    const values = 'values' in node ? (node.values ?? []) : [];
    expect(values.length).toBeGreaterThan(0);
    for (const { name } of values) expect(new SortOrder([name.value]).columns).toEqual([name.value]);
  });
});
