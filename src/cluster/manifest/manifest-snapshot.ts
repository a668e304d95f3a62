import { isDeepStrictEqual } from 'node:util';
import type { SourceLocation } from '../../kube/cluster-reader.ts';
import { formatKey, objectKeyId } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { deepFreeze } from '../deep-freeze.ts';
import { Store } from '../store.ts';
import { completeObject } from './complete-object.ts';
import { kindDefaults } from './kind-defaults.ts';
import { crdScopes, isCrdObject } from './kind-scope.ts';
import type { ManifestProblem } from './manifest-problem.ts';
import type { ParsedManifest, SourcedObject } from './parse-manifest.ts';
import { ServedKinds } from './served-kinds.ts';
import { type ObjectSource, SourceLocator } from './source-locator.ts';

/** All that manifests said at one moment; never changes. */
export interface ManifestSnapshot {
  readonly store: Store;
  readonly kinds: ServedKinds;
  readonly crds: readonly RawObject[];
  readonly problems: readonly ManifestProblem[];
  readonly locate: (object: RawObject, path?: string) => SourceLocation | undefined;
  /** A line of the document that holds the object; undefined where it must not be shown. */
  readonly lineOf: (object: RawObject, line: number) => string | undefined;
  /** The object without what was filled in. */
  readonly written: (object: RawObject) => RawObject;
}

export interface SnapshotOptions {
  /** @default false */
  readonly freeze?: boolean | undefined;
}

/** Makes a cluster of what was read: completed objects, one for each key. */
export function buildSnapshot(
  parsed: ParsedManifest,
  { freeze = false }: SnapshotOptions = {},
): ManifestSnapshot {
  const locator = new SourceLocator();
  const problems = [...parsed.problems];
  const written = new Map<RawObject, RawObject>();
  const objects = completed(parsed.objects, { locator, problems, written });
  const sources = new Map<RawObject, ObjectSource>();
  for (const { object, source } of latest(objects, locator, problems)) {
    sources.set(freeze ? deepFreeze(object) : object, source);
  }
  const store = Store.build(sources.keys());
  const crds = [...sources.keys()].filter(isCrdObject);
  const locate = (object: RawObject, path?: string) => {
    const source = sources.get(object);
    return source === undefined ? undefined : locator.locate(source, path);
  };
  const lineOf = (object: RawObject, line: number) => {
    const document = sources.get(object)?.document;
    return document?.isPublic === true ? document.file.lineText(line) : undefined;
  };
  const kinds = ServedKinds.of(store, crds);
  const asWritten = (object: RawObject) => written.get(object) ?? object;
  return { store, kinds, crds, problems, locate, lineOf, written: asWritten };
}

/** Receives what completing finds out. */
interface Completion {
  readonly locator: SourceLocator;
  readonly problems: ManifestProblem[];
  /** What was written, of each object that something was filled into. */
  readonly written: Map<RawObject, RawObject>;
}

function completed(
  objects: readonly SourcedObject[],
  { locator, problems, written: writtenOf }: Completion,
): readonly SourcedObject[] {
  const crds = objects.map(({ object }) => object).filter(isCrdObject);
  const facts = { crdScopes: crdScopes(crds), defaultsOf: kindDefaults(crds) };
  return objects.map(({ object: written, source }) => {
    const { object, problem } = completeObject(written, facts);
    if (problem !== undefined) {
      problems.push({ ...locator.locate(source, 'metadata.namespace'), message: problem, level: 'warning' });
    }
    if (object !== written) writtenOf.set(object, written);
    return { object, source };
  });
}

/** The last object of each key, as if they were applied one after the other; what is lost by that is a problem. */
function latest(
  objects: readonly SourcedObject[],
  locator: SourceLocator,
  problems: ManifestProblem[],
): Iterable<SourcedObject> {
  const byKey = new Map<string, SourcedObject>();
  for (const later of objects) {
    const id = objectKeyId(keyOf(later.object));
    const earlier = byKey.get(id);
    if (earlier !== undefined && !saysTheSame(earlier.object, later.object)) {
      const { file, line, column } = locator.locate(earlier.source);
      const other = `${file}:${line}:${column}`;
      const message = `${formatKey(keyOf(later.object))} is at ${other} too, with other contents; this one, read later, counts`;
      problems.push({ ...locator.locate(later.source), message, level: 'warning' });
    }
    byKey.set(id, later);
  }
  return byKey.values();
}

/** Written twice with the same contents, in two versions perhaps, nothing is lost. */
function saysTheSame(a: RawObject, b: RawObject): boolean {
  return isDeepStrictEqual({ ...a, apiVersion: '' }, { ...b, apiVersion: '' });
}
