import { stat } from 'node:fs/promises';
import { channelOf } from '../../codegen/kind-schema.ts';
import type { JsonObject } from '../../kube/json.ts';
import { readCrdFiles } from './read-crd-files.ts';

const EXPERIMENTAL_SUFFIX = /-experimental(?=\/*$)/;

/** What decides what is experimental; undefined where nothing is known of the standard channel. */
export interface StandardChannel {
  readonly crds: readonly JsonObject[] | undefined;
  readonly notes: readonly string[];
}

/**
 * The CRDs of the standard channel: those at `named`, or at the folder beside each `...-experimental` that ends with
 * `-standard`.
 */
export async function standardChannel(
  locations: readonly string[],
  named: string | undefined,
  crds: readonly JsonObject[],
): Promise<StandardChannel> {
  if (named !== undefined) return { crds: await readCrdFiles(named), notes: [] };
  const siblings = await existing(locations.filter(isExperimental).map(siblingOf));
  if (siblings.length > 0) return { crds: (await Promise.all(siblings.map(readCrdFiles))).flat(), notes: [] };
  const unknown = crds.some((crd) => channelOf(crd) === 'experimental');
  const note =
    'these CRDs are of the experimental channel, and nothing says what is in the standard one: nothing is marked ' +
    '@experimental. Name the CRDs of the standard channel with --standard PATH.';
  return { crds: undefined, notes: unknown ? [note] : [] };
}

function isExperimental(location: string): boolean {
  return EXPERIMENTAL_SUFFIX.test(location);
}

function siblingOf(location: string): string {
  return location.replace(EXPERIMENTAL_SUFFIX, '-standard');
}

async function existing(locations: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(locations.map((location) => stat(location).catch(() => undefined)));
  return locations.filter((_, index) => found[index] !== undefined);
}
