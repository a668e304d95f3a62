import type { ClusterView } from '../src/context/cluster-view.ts';
import { badUserInput } from '../src/errors.ts';
import { BACKEND_TLS_POLICY, GATEWAY, GATEWAY_CLASS, LISTENER_SET } from '../src/gatewayapi/groups.ts';
import { positionOf } from '../src/gatewayapi/position.ts';
import { makeReference } from '../src/gatewayapi/reference.ts';
import { resolveReference } from '../src/gatewayapi/resolve-reference.ts';
import type { KindRow } from '../src/kube/kind-row.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { type ObjectKey, sameGroupKind } from '../src/kube/object-key.ts';
import type { ReferenceRow } from '../src/kube/reference-row.ts';
import type { ViewedResolution } from './reference-resolution.ts';

export interface OriginInput {
  readonly group?: string | null;
  readonly kind: string;
  readonly namespace?: string | null;
  readonly name?: string | null;
  readonly path?: string | null;
}

export interface TargetInput {
  readonly group?: string | null;
  readonly kind?: string | null;
  readonly namespace?: string | null;
  readonly name: string;
  readonly port?: number | null;
  readonly sectionName?: string | null;
}

/** What the schema knows of kinds and their references. */
interface Tables {
  readonly kinds: readonly KindRow[];
  readonly references: readonly ReferenceRow[];
}

/** Resolves a reference that nobody has written yet, by the rule of the field that would hold it. */
export function resolveHypothetical(
  view: ClusterView,
  { from, to }: { readonly from: OriginInput; readonly to: TargetInput },
  { kinds, references }: Tables,
): MaybePromise<ViewedResolution> {
  const row = rowFor(from, to, references);
  const origin = originKey(from, row, kinds);
  const reference = makeReference({
    position: positionOf(row),
    from: origin,
    owner: undefined,
    path: () => from.path ?? row.path,
    target: {
      group: to.group ?? row.defaults.group ?? '',
      kind: to.kind ?? row.defaults.kind ?? '',
      name: to.name,
    },
    namespace: targetNamespace(to, row, origin),
    port: row.has.port ? (to.port ?? undefined) : undefined,
    sectionName: (row.has.sectionName && to.sectionName) || undefined,
  });
  return andThen(view.run(resolveReference(reference)), (value) => ({ ...value, view }));
}

/** Without the namespace of a namespaced origin every reference would seem to stay in its own. */
function originKey(from: OriginInput, { owner }: ReferenceRow, kinds: readonly KindRow[]): ObjectKey {
  const { group, kind } = owner;
  const name = from.name ?? '';
  if (kinds.find((row) => sameGroupKind(row, owner))?.namespaced === false) return { group, kind, name };
  if (from.namespace == null || from.namespace === '') {
    throw badUserInput(`from.namespace: ${kind} is namespaced: name the namespace`);
  }
  return { group, kind, namespace: from.namespace, name };
}

/** A field without `namespace` never leaves its own, whatever would be granted (semantics.md B.1 rule 8). */
function targetNamespace(to: TargetInput, row: ReferenceRow, origin: ObjectKey): string | undefined {
  const namespace = to.namespace ?? undefined;
  if (row.has.namespace || namespace === undefined || namespace === '') return namespace;
  if (namespace === origin.namespace) return namespace;
  throw badUserInput(`to.namespace: ${row.owner.kind} ${row.path} names no namespace; leave it out`);
}

function rowFor(from: OriginInput, to: TargetInput, table: readonly ReferenceRow[]): ReferenceRow {
  const rows = table.filter(
    ({ owner }) => owner.kind === from.kind && (from.group == null || owner.group === from.group),
  );
  if (rows.length === 0) throw badUserInput(`from: ${from.kind} is no kind whose references are known`);
  const row =
    from.path == null ? likeliest(rows, to) : rows.find(({ path }) => path === tablePath(from.path ?? ''));
  if (row !== undefined) return row;
  throw badUserInput(
    `from.path: ${from.kind} refers to others at ${rows.map(({ path }) => path).join(', ')}; name one of them`,
  );
}

/** `spec.rules[0].backendRefs[12]`, with or without indices, as the table writes it. */
function tablePath(path: string): string {
  return path.replaceAll(/\[\d*\]/g, '[]');
}

/** Without a path: the field whose default kind is the target's, else the first that has no default kind. */
function likeliest(rows: readonly ReferenceRow[], to: TargetInput): ReferenceRow | undefined {
  const inSpec = rows.filter(({ path }) => path.startsWith('spec.'));
  if (to.kind == null) return inSpec.length === 1 ? inSpec[0] : preferred(inSpec);
  const parent = PARENT_KINDS.has(to.kind)
    ? inSpec.find(({ path }) => /parentRefs?(\[\])?$/.test(path))
    : undefined;
  return parent ?? inSpec.find(({ defaults }) => defaults.kind === to.kind) ?? preferred(inSpec);
}

const PARENT_KINDS: ReadonlySet<string> = new Set([GATEWAY.kind, LISTENER_SET.kind]);

/** What people mean by "a reference from a Route" when they say no more: its backend. */
function preferred(rows: readonly ReferenceRow[]): ReferenceRow | undefined {
  const backend = rows.find(({ path }) => path === 'spec.rules[].backendRefs[]');
  const certificate = rows.find(({ path }) => path.endsWith('certificateRefs[]'));
  return backend ?? certificate ?? rows.find(({ owner }) => FIRST_OF.has(owner.kind));
}

const FIRST_OF: ReadonlySet<string> = new Set([BACKEND_TLS_POLICY.kind, GATEWAY_CLASS.kind]);
