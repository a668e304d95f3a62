import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permittedByGrant } from '../../../src/gatewayapi/relations/grant-permits.ts';
import {
  type IncomingAnswer,
  type IncomingQuestion,
  incomingReferences,
} from '../../../src/gatewayapi/relations/incoming-references.ts';
import { ReverseIndexes } from '../../../src/gatewayapi/relations/reverse-indexes.ts';
import { SpecSites } from '../../../src/gatewayapi/relations/spec-sites.ts';
import { referenceTable } from '../../../src/generated/reference-table.ts';
import type { ObjectKey } from '../../../src/kube/object-key.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';
import { runRule } from '../../../src/loaders/run-rule.ts';
import { FactsInMemory } from '../../support/answer-facts.ts';

const indexes = new ReverseIndexes(new SpecSites(referenceTable));
const GROUP = 'gateway.networking.k8s.io';
const CART: ObjectKey = { group: '', kind: 'Service', namespace: 'shop', name: 'cart' };

function route(namespace: string, name: string, ...backendRefs: readonly object[]): RawObject {
  const spec = { rules: [{ backendRefs }] } as RawObject['spec'];
  return { apiVersion: `${GROUP}/v1`, kind: 'HTTPRoute', metadata: { namespace, name }, spec };
}

/** An XListenerSet or ListenerSet whose parent is another: no server would take it, and it makes circles. */
function setBelow(kind: string, name: string, parent: { kind: string; name: string }): RawObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata: { namespace: 'shop', name },
    spec: { parentRef: parent },
  };
}

type Options = Partial<Omit<IncomingQuestion, 'indexes'>>;

function ask(key: ObjectKey, facts: FactsInMemory, options: Options = {}): IncomingAnswer {
  const question = { indexes, kinds: undefined, transitive: false, ...options };
  return runRule(incomingReferences(key, question), facts) as IncomingAnswer;
}

function shown(answer: IncomingAnswer): readonly string[] {
  if (answer.state !== 'references') throw new Error(answer.what);
  return answer.references.map(
    ({ distance, reference }) => `${distance} ${reference.from.name} ${reference.path()}`,
  );
}

describe('who names an object', () => {
  it('is known of an object that does not exist, so that a new one finds who waits for it', () => {
    const facts = new FactsInMemory([
      route('team', 'far', { name: 'cart', namespace: 'shop' }),
      route('shop', 'near', { name: 'cart' }, { name: 'other' }, { name: 'cart' }),
    ]);
    expect(shown(ask(CART, facts))).toEqual([
      '1 near spec.rules[0].backendRefs[0]',
      '1 near spec.rules[0].backendRefs[2]',
      '1 far spec.rules[0].backendRefs[0]',
    ]);
  });

  it('is in the order of the document where there are many', () => {
    const facts = new FactsInMemory([route('shop', 'web', ...Array(12).fill({ name: 'cart' }))]);
    const paths = shown(ask(CART, facts));
    expect(paths[2]).toContain('backendRefs[2]');
    expect(paths[11]).toContain('backendRefs[11]');
  });

  it('holds each reference once where they go in a circle', () => {
    const facts = new FactsInMemory([
      setBelow('ListenerSet', 'a', { kind: 'ListenerSet', name: 'b' }),
      setBelow('ListenerSet', 'b', { kind: 'ListenerSet', name: 'a' }),
    ]);
    const a: ObjectKey = { group: GROUP, kind: 'ListenerSet', namespace: 'shop', name: 'a' };
    expect(shown(ask(a, facts, { transitive: true }))).toEqual(['1 b spec.parentRef', '2 a spec.parentRef']);
  });

  it('is not said where one of the lists cannot be read', () => {
    const facts = new FactsInMemory([], {
      list: ({ kind }) => (kind === 'GRPCRoute' ? { state: 'forbidden', message: '' } : undefined),
    });
    expect(ask(CART, facts)).toMatchObject({ state: 'unreadable', what: 'the list of GRPCRoute' });
  });

  it('asks for no list but those of the kinds that are wanted', () => {
    const facts = new FactsInMemory([route('shop', 'web', { name: 'cart' })], {
      list: ({ kind }) => (kind === 'GRPCRoute' ? { state: 'forbidden', message: '' } : undefined),
    });
    expect(shown(ask(CART, facts, { kinds: new Set(['HTTPRoute']) }))).toHaveLength(1);
    const listed = facts.asked.flatMap((request) =>
      request.fact === 'entry' ? [request.index.kind.kind] : [],
    );
    expect(new Set(listed)).toEqual(new Set(['HTTPRoute']));
  });

  it('asks for no list of a kind that the cluster does not serve', () => {
    const facts = new FactsInMemory([], { notServed: [`${GROUP}/TCPRoute`] });
    expect(shown(ask(CART, facts))).toEqual([]);
    const listed = facts.asked.flatMap((request) =>
      request.fact === 'entry' ? [request.index.kind.kind] : [],
    );
    expect(listed).not.toContain('TCPRoute');
  });

  it('is exactly who has the reference, whatever routes there are', () => {
    const name = fc.constantFrom('cart', 'web', 'gone');
    const namespace = fc.constantFrom('shop', 'team');
    const reference = fc.record({ name, namespace: fc.option(namespace, { nil: undefined }) });
    const routes = fc.array(fc.tuple(namespace, fc.array(reference, { maxLength: 3 })), { maxLength: 5 });
    fc.assert(
      fc.property(routes, (drawn) => {
        const objects = drawn.map(([own, refs], index) => route(own, `route-${index}`, ...refs));
        const naming = drawn.flatMap(([own, refs], index) =>
          refs.flatMap((ref, position) =>
            ref.name === 'cart' && (ref.namespace ?? own) === 'shop'
              ? [`1 route-${index} spec.rules[0].backendRefs[${position}]`]
              : [],
          ),
        );
        expect(shown(ask(CART, new FactsInMemory(objects))).toSorted()).toEqual(naming.toSorted());
      }),
    );
  });
});

describe('what a grant permits', () => {
  const grant: RawObject = {
    apiVersion: `${GROUP}/v1beta1`,
    kind: 'ReferenceGrant',
    metadata: { namespace: 'shop', name: 'grant' },
    spec: {
      from: [{ group: GROUP, kind: 'HTTPRoute', namespace: 'team' }],
      to: [{ group: '', kind: 'Service' }],
    },
  };

  it('is not said where the referrers cannot be listed', () => {
    const facts = new FactsInMemory([grant], {
      list: ({ kind }) => (kind === 'HTTPRoute' ? { state: 'forbidden', message: '' } : undefined),
    });
    expect(runRule(permittedByGrant(grant, indexes), facts)).toMatchObject({
      state: 'unreadable',
      what: 'the list of HTTPRoute in namespace team',
    });
  });

  it('asks for the objects of the namespaces that it names, and no others', () => {
    const facts = new FactsInMemory([grant, route('team', 'web', { name: 'cart', namespace: 'shop' })]);
    const answer = runRule(permittedByGrant(grant, indexes), facts) as IncomingAnswer;
    expect(shown(answer)).toEqual(['1 web spec.rules[0].backendRefs[0]']);
    const scopes = facts.asked.flatMap((request) =>
      request.fact === 'entry' && request.index.kind.kind === 'HTTPRoute' ? [request.namespace] : [],
    );
    expect(scopes).toEqual(['team']);
  });
});
