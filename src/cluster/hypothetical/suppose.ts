import { createHash } from 'node:crypto';
import { readCrd } from '../../codegen/kind-schema.ts';
import { notFound } from '../../errors.ts';
import type { ClusterReader } from '../../kube/cluster-reader.ts';
import type { Hypothesis, Suppose, SupposeOptions, Supposition } from '../../kube/hypothesis.ts';
import type { Lookup } from '../../kube/lookup.ts';
import { formatKey, formatKind, type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import { OverlayReader } from '../overlay-reader.ts';
import { Overlay } from './overlay.ts';
import { type PlacedObject, placeApplied } from './place-applied.ts';
import { readApplied } from './read-applied.ts';
import { SupposedObjects } from './supposed-objects.ts';

/** See `Suppose`. */
export const suppose: Suppose = async (base, hypothesis, options): Promise<Supposition> => {
  const applied = await readApplied(hypothesis.apply, options.maxObjects);
  const crds = applied.flatMap(({ object }) => readCrd(object) ?? []);
  const placed = await placeApplied(base, applied, { crds, served: options.served });
  if ('answer' in placed)
    return { state: 'unreadable', answer: placed.answer, what: formatKind(placed.kind) };
  const keys = [...hypothesis.delete, ...placed.map(({ key }) => key)];
  const stored = await storedObjects(base, keys);
  if ('answer' in stored) return { state: 'unreadable', answer: stored.answer, what: formatKey(stored.key) };
  return supposition(base, { hypothesis, placed, stored, options });
};

interface Parts {
  readonly hypothesis: Hypothesis;
  readonly placed: readonly PlacedObject[];
  readonly stored: ReadonlyMap<string, Lookup>;
  readonly options: SupposeOptions;
}

function supposition(base: ClusterReader, { hypothesis, placed, stored, options }: Parts): Supposition {
  const written = (key: ObjectKey) => {
    const answer = stored.get(objectKeyId(key));
    return answer?.state === 'found' ? answer.object : undefined;
  };
  const objects = new SupposedObjects(base, options);
  for (const [index, key] of hypothesis.delete.entries()) {
    const object = written(key);
    if (object === undefined) throw notFound(`delete[${index}]: there is no ${formatKey(key)}`);
    objects.remove(object);
  }
  for (const object of placed) objects.apply(object, written(object.key));
  const brought = placed.filter(({ brought }) => brought).map(({ resource }) => resource);
  const overlay = new Overlay(objects.changes(), brought);
  return {
    state: 'supposed',
    reader: new OverlayReader(base, overlay, objects),
    changes: overlay.changes,
    id: digest(hypothesis, placed),
  };
}

type UnreadableObject = {
  readonly answer: Extract<Supposition, { state: 'unreadable' }>['answer'];
  readonly key: ObjectKey;
};

async function storedObjects(
  base: ClusterReader,
  keys: readonly ObjectKey[],
): Promise<ReadonlyMap<string, Lookup> | UnreadableObject> {
  const answers = await base.getMany(keys);
  const byKey = new Map<string, Lookup>();
  for (const [index, key] of keys.entries()) {
    const answer = answers[index];
    if (answer === undefined) throw new Error('the reader gave no answer');
    if (answer.state === 'forbidden' || answer.state === 'unavailable') return { answer, key };
    byKey.set(objectKeyId(key), answer);
  }
  return byKey;
}

/** Of what `ingest` left: nothing can be learnt from it about the contents of a Secret. */
function digest(hypothesis: Hypothesis, placed: readonly PlacedObject[]): string {
  const said = JSON.stringify([placed.map(({ object }) => object), hypothesis.delete.map(objectKeyId)]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}
