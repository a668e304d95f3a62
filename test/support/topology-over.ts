import { parseAllDocuments } from 'yaml';
import {
  buildTopology,
  type TopologyAnswer,
  type TopologyQuestion,
} from '../../src/gatewayapi/topology/build-topology.ts';
import type { Topology } from '../../src/gatewayapi/topology/topology.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { runRule } from '../../src/loaders/run-rule.ts';
import { factsOver } from './verdicts-over.ts';

type Overrides = Parameters<typeof factsOver>[1];

const WHOLE: TopologyQuestion = {
  namespace: undefined,
  root: undefined,
  depth: undefined,
  bound: 5_000,
  now: 0,
};

export function objectsIn(yaml: string): readonly RawObject[] {
  return parseAllDocuments(yaml).map((document) => document.toJS() as RawObject);
}

/** Answers for objects that are held as maps. */
export function askTopology(
  objects: readonly RawObject[],
  question: Partial<TopologyQuestion> = {},
  overrides: Overrides = {},
): TopologyAnswer {
  const answer = runRule(buildTopology({ ...WHOLE, ...question }), factsOver(objects, overrides));
  if (answer instanceof Promise) throw new Error('maps answer at once');
  return answer;
}

export function topologyOver(
  objects: readonly RawObject[],
  question: Partial<TopologyQuestion> = {},
  overrides: Overrides = {},
): Topology {
  const answer = askTopology(objects, question, overrides);
  if (answer.state !== 'topology') throw new Error(`no topology: ${answer.state}`);
  return answer.topology;
}

/** `Gateway infra/public listeners[0]`, without what is the same in all of them. */
export function shortId(id: string): string {
  const [object = '', part] = id.split('#');
  const [, kind = '', namespace = '', name = ''] = object.split('/');
  const words = [kind, namespace === '' ? name : `${namespace}/${name}`, part?.replace('spec.', '')];
  return words.filter((word) => word !== undefined).join(' ');
}

/** `Gateway infra/public listeners[0] -> HTTPRoute shop/cart ATTACHED`, without what objects contain. */
export function edgeTexts({ edges }: Topology): readonly string[] {
  return edges
    .filter(({ type }) => type !== 'CONTAINS')
    .map(({ source, target, state, reason }) => {
      const why = state === 'RESOLVED' || state === 'ATTACHED' ? '' : ` ${reason}`;
      return `${shortId(source)} -> ${shortId(target)} ${state}${why}`;
    });
}

/** The health of each node: `BROKEN` where both are the same, `own HEALTHY, DEGRADED` where they are not. */
export function healthTexts({ nodes }: Topology): { readonly [node: string]: string } {
  return Object.fromEntries(
    nodes.map(({ id, ownHealth, health }) => [
      shortId(id),
      ownHealth === health ? health : `own ${ownHealth}, ${health}`,
    ]),
  );
}
