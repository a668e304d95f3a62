import { describe, expect, it } from 'vitest';
import { Overlay } from '../../src/cluster/hypothetical/overlay.ts';
import { ManifestReader } from '../../src/cluster/manifest-reader.ts';
import { OverlayReader } from '../../src/cluster/overlay-reader.ts';
import type { ObjectChange } from '../../src/kube/object-change.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const SERVICE = { group: '', kind: 'Service' };
const service = (namespace: string, name: string, port = 80): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name },
  spec: { ports: [{ port }] },
});

const [aa, ab, ba] = [service('a', 'a'), service('a', 'b'), service('b', 'a')];
const namespace: RawObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } };
const texts = [ab, namespace, ba, aa].map((object) => JSON.stringify(object));
const base = new ManifestReader(await snapshotOf(texts.join('\n---\n')));
const stored = (object: RawObject) => {
  const [answer] = base.getMany([keyOf(object)]);
  if (answer?.state !== 'found') throw new Error('not there');
  return answer.object;
};

const NO_FACTS = { locate: () => undefined, written: () => undefined };
const readerWith = (changes: readonly ObjectChange[]) =>
  new OverlayReader(base, new Overlay(changes, []), NO_FACTS);
const namesIn = (reader: OverlayReader, namespace?: string) => {
  const result = reader.list(SERVICE, { namespace });
  if (result instanceof Promise || result.state !== 'listed') throw new Error('no list');
  return result.objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
};

describe('lists', () => {
  it('hold what comes and what is changed in its place, and not what goes', () => {
    const [changed, added, last] = [service('a', 'b', 81), service('a', 'ab'), service('z', 'z')];
    const reader = readerWith([
      { after: last },
      { before: stored(ab), after: changed },
      { before: stored(ba) },
      { after: added },
    ]);
    expect(namesIn(reader)).toEqual(['a/a', 'a/ab', 'a/b', 'z/z']);
    expect(namesIn(reader, 'a')).toEqual(['a/a', 'a/ab', 'a/b']);
    expect(namesIn(reader, 'b')).toEqual([]);
    expect(namesIn(reader, 'z')).toEqual(['z/z']);
    expect(reader.list(SERVICE, {})).toMatchObject({ objects: [stored(aa), added, changed, last] });
  });

  it('are the same each time for the same question', () => {
    const reader = readerWith([{ before: stored(aa) }]);
    expect(reader.list(SERVICE, {})).toBe(reader.list(SERVICE, {}));
    expect(reader.snapshot?.list(SERVICE, {})).toBe(reader.list(SERVICE, {}));
  });

  it('that nothing is changed in are those of the cluster itself', () => {
    const reader = readerWith([{ before: stored(aa) }]);
    expect(reader.list(SERVICE, { namespace: 'b' })).toMatchObject({
      objects: (base.list(SERVICE, { namespace: 'b' }) as { objects: unknown }).objects,
    });
    const kind = { group: '', kind: 'Namespace' };
    expect(readerWith([{ before: stored(aa) }]).list(kind, {})).toEqual(base.list(kind, {}));
  });
});

it('an object is the changed one, none where it goes, else that of the cluster', () => {
  const changed = service('a', 'b', 81);
  const reader = readerWith([{ before: stored(ab), after: changed }, { before: stored(ba) }]);
  expect(reader.getMany([keyOf(ba), keyOf(aa), keyOf(ab)])).toEqual([
    { state: 'absent' },
    { state: 'found', object: stored(aa) },
    { state: 'found', object: changed },
  ]);
});

it('counts what is there now', () => {
  const reader = readerWith([{ before: stored(ab) }, { before: stored(ba) }, { after: service('c', 'c') }]);
  expect(reader.kind(SERVICE)).toMatchObject({ state: 'served', resource: { count: 2 } });
});
