import { compareSchemas } from '../schema-check/changes/compare-schemas.ts';
import { readCrdFiles } from '../schema-generate/read-crd-files.ts';
import { standardChannel } from '../schema-generate/standard-channel.ts';
import type { CrdDiffReport } from './crd-diff-report.ts';
import { diffKinds } from './diff-kinds.ts';
import { type CrdSchema, schemaOfCrds } from './schema-of-crds.ts';

export interface CrdDiff {
  readonly report: CrdDiffReport;
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

const UNKNOWN_CHANNEL =
  'of these CRDs of the experimental channel nobody knows which fields are in the standard one, so changes of that are ' +
  'not told. Put the standard CRDs into a folder beside it, ending with -standard instead of -experimental.';

/** What clients notice when the CRDs at `older` are replaced with those at `newer`. Throws CrdInputError. */
export async function diffCrds(older: string, newer: string): Promise<CrdDiff> {
  const [before, after] = [await readRelease(older), await readRelease(newer)];
  const hasDirectives = before.channelKnown && after.channelKnown;
  const changes = await compareSchemas(
    { schema: before.schema, hasDirectives },
    { schema: after.schema, hasDirectives },
  );
  const { kinds, shared } = diffKinds(changes, { older: before.kinds, newer: after.kinds });
  return {
    report: { older, newer, kinds, shared },
    notes: [...notesOf(older, before), ...notesOf(newer, after)],
  };
}

interface Release extends CrdSchema {
  readonly channelKnown: boolean;
}

async function readRelease(location: string): Promise<Release> {
  const crds = await readCrdFiles(location);
  const channel = await standardChannel([location], undefined, crds);
  return { ...schemaOfCrds(crds, channel.crds), channelKnown: channel.notes.length === 0 };
}

function notesOf(location: string, { omitted, channelKnown }: Release): readonly string[] {
  return [...(channelKnown ? [] : [UNKNOWN_CHANNEL]), ...omitted].map((note) => `${location}: ${note}`);
}
