import { answerData } from '../answer-data.ts';
import type { Ask } from '../query-session.ts';
import { UsageError } from '../usage-error.ts';
import { placeName } from './object-name.ts';
import type { RequestInput } from './request-input.ts';
import type { NamespacedName } from './simulate-options.ts';

const MOST_NAMED = 10;

interface Gateways {
  readonly gateways: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly metadata: NamespacedName }[];
  };
}

/** The request with a Gateway or a mesh: the only Gateway there is, where none is named. Throws UsageError. */
export async function chooseGateway(ask: Ask, input: RequestInput): Promise<RequestInput> {
  if (input.gateway !== undefined || input.mesh !== undefined) return input;
  const source = `{ gateways(first: ${MOST_NAMED}) { totalCount nodes { metadata { namespace name } } } }`;
  const { gateways } = answerData<Gateways>(await ask({ source }));
  const [only] = gateways.nodes;
  if (only === undefined) throw new UsageError('There is no Gateway that could get the request.');
  if (gateways.totalCount === 1) return { ...input, gateway: only.metadata };
  const names = gateways.nodes.map(({ metadata }) => placeName(metadata));
  const more = gateways.totalCount > names.length ? ', ...' : '';
  throw new UsageError(
    `There are ${gateways.totalCount} Gateways: choose one with --gateway: ${names.join(', ')}${more}`,
  );
}
