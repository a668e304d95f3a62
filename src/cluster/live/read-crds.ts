import { isObject, type JsonObject } from '../../kube/json.ts';
import type { Discovery } from './discovery.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import type { Transport } from './transport.ts';

const PARALLEL = 8;
const MAX_CRDS = 200;

/** The CRDs that were read, and why some are missing, as a sentence. */
export interface CrdsResult {
  readonly crds: readonly JsonObject[];
  readonly problem?: string;
}

/**
 * The CRDs behind what the cluster serves of some groups, as raw JSON (client-node's types mix up their `x-`
 * fields). Each by name: all CRDs of a large cluster can be a hundred megabytes. May well be forbidden, as only
 * descriptions and release names depend on it.
 */
export async function readCrds(
  transport: Transport,
  discovery: Discovery,
  groups: readonly string[],
): Promise<CrdsResult> {
  const catalogue = await discovery.catalogue();
  if ('state' in catalogue) return { crds: [], problem: catalogue.message };
  const gate = limitConcurrency(PARALLEL);
  const names = catalogue.resources
    .filter(({ group }) => groups.includes(group))
    .map(({ plural, group }) => `${plural}.${group}`)
    .slice(0, MAX_CRDS);
  const answers = await Promise.all(
    names.map((name) =>
      gate(() =>
        transport.get(`/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${encodeURIComponent(name)}`),
      ),
    ),
  );
  const crds = answers.flatMap((answer) =>
    answer.state === 'answered' && answer.status === 200 && isObject(answer.body) ? [answer.body] : [],
  );
  if (crds.length === names.length) return { crds };
  const forbidden = answers.some((answer) => answer.state === 'answered' && answer.status === 403);
  const why = forbidden ? ': this user may not read customresourcedefinitions' : '';
  return { crds, problem: `${names.length - crds.length} of ${names.length} CRDs could not be read${why}` };
}
