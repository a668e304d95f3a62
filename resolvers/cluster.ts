import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { badUserInput, notFound } from '../src/errors.ts';
import { ROUTE_KINDS } from '../src/gatewayapi/groups.ts';
import type { ServedResource } from '../src/kube/cluster-reader.ts';
import type { KindRow } from '../src/kube/kind-row.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import type { GroupKind } from '../src/kube/object-key.ts';
import type { RawObject } from '../src/kube/raw-object.ts';
import type { ReferenceRow } from '../src/kube/reference-row.ts';
import { compareField } from './compare.ts';
import type { Connection } from './connection.ts';
import { readFindings } from './findings.ts';
import { decodeGlobalId } from './global-id.ts';
import type { ListArguments, ObjectLists } from './object-lists.ts';
import { readError } from './read-error.ts';
import { readObject } from './read-object.ts';
import { type OriginInput, resolveHypothetical, type TargetInput } from './resolve-reference.ts';
import { servedKey } from './served-key.ts';
import { simulateRequestField } from './simulation.ts';
import { readTopology } from './topology.ts';
import { whatIf } from './what-if.ts';

type ClusterField<A, R> = (view: ClusterView, args: A, context: RequestContext) => R;

/** What the schema has types for. */
export interface SchemaTables {
  readonly kinds: readonly KindRow[];
  readonly references: readonly ReferenceRow[];
}

interface NameArguments {
  readonly namespace?: string | null;
  readonly name: string;
}

interface ObjectArguments extends NameArguments {
  readonly group?: string | null;
  readonly kind: string;
}

const ownFields = (tables: SchemaTables) => ({
  name: (view: ClusterView) => view.cluster.name,
  source: (view: ClusterView) => view.source,
  kubernetesVersion: (view: ClusterView) =>
    andThen(view.versions(), (found) => found.kubernetesVersion ?? null),
  gatewayApiVersion: (view: ClusterView) =>
    andThen(view.versions(), (found) => found.gatewayApiVersion ?? null),
  gatewayApiChannel: (view: ClusterView) =>
    andThen(view.versions(), (found) => found.gatewayApiChannel ?? null),
  resources,
  object: readAnyObject,
  node: readNode,
  resolveReference: (view: ClusterView, args: { from: OriginInput; to: TargetInput }) =>
    resolveHypothetical(view, args, tables),
  simulateRequest: simulateRequestField,
  whatIf,
  compare: compareField,
  findings: readFindings,
  topology: readTopology,
});

/** Fields of Cluster: its own, and two for every kind of the table. */
export function clusterFields(tables: SchemaTables, lists: ObjectLists) {
  return {
    ...ownFields(tables),
    ...kindFields(tables.kinds, lists),
    routes: manyOf(ROUTE_KINDS, lists),
  };
}

function kindFields(
  kinds: readonly KindRow[],
  lists: ObjectLists,
): { [field: string]: ClusterField<never, unknown> } {
  return Object.fromEntries(
    kinds.flatMap((row) => {
      const one = [row.field, oneOf(row)] as const;
      return row.listField === undefined ? [one] : [one, [row.listField, manyOf([row], lists)] as const];
    }),
  );
}

function oneOf({
  group,
  kind,
  namespaced,
}: KindRow): ClusterField<NameArguments, MaybePromise<RawObject | null>> {
  return (view, { namespace, name }, context) => {
    context.nameNamespace(namespace);
    const key = namespaced ? { group, kind, namespace: namespace ?? '', name } : { group, kind, name };
    return readObject(view, key, context);
  };
}

function manyOf(
  kinds: readonly GroupKind[],
  lists: ObjectLists,
): ClusterField<ListArguments, MaybePromise<Connection<RawObject>>> {
  return (view, args, context) => lists.read(view, { kinds }, args, context);
}

function resources(view: ClusterView): MaybePromise<readonly ServedResource[]> {
  return andThen(view.resources(), (answer) => {
    if (answer.state !== 'listed') throw readError(answer, 'the list of served kinds');
    return answer.resources;
  });
}

function readAnyObject(
  view: ClusterView,
  { group, kind, namespace, name }: ObjectArguments,
  context: RequestContext,
): MaybePromise<RawObject | null> {
  context.nameNamespace(namespace);
  return andThen(servedKey(view, { group, kind, namespace, name }), (key) =>
    key === undefined ? null : readObject(view, key, context),
  );
}

function readNode(view: ClusterView, { id }: { id: string }, context: RequestContext) {
  const decoded = decodeGlobalId(id);
  if (decoded === undefined) throw badUserInput('id: this is no id of this server');
  if (decoded.cluster !== view.cluster.name) return null;
  if (decoded.hypothesis !== undefined && decoded.hypothesis !== view.hypothesis?.id) {
    throw badUserInput('id: this is an object of a hypothetical cluster; ask for it inside the same whatIf');
  }
  return readObject(view, decoded.key, context);
}

/** Query has every field of Cluster, for the default cluster. */
export function queryFields(tables: SchemaTables, lists: ObjectLists) {
  const fields = Object.entries<ClusterField<never, unknown>>(clusterFields(tables, lists)).map(
    ([field, resolve]) =>
      [
        field,
        (_: unknown, args: never, context: RequestContext) => resolve(requireView(context), args, context),
      ] as const,
  );
  return {
    ...Object.fromEntries(fields),
    cluster: (_: unknown, { name }: { name?: string | null }, context: RequestContext) =>
      requireView(context, name ?? undefined),
    clusters: (_: unknown, __: unknown, context: RequestContext) =>
      context.clusterNames().map((name) => requireView(context, name)),
    node: (_: unknown, args: { id: string }, context: RequestContext) => {
      const cluster = decodeGlobalId(args.id)?.cluster;
      const view = cluster === undefined ? requireView(context) : context.view(cluster);
      return view === undefined ? null : readNode(view, args, context);
    },
  };
}

function requireView(context: RequestContext, name?: string): ClusterView {
  const view = context.view(name);
  if (view !== undefined) return view;
  const known = context.clusterNames().join(', ');
  throw notFound(`there is no cluster ${JSON.stringify(name ?? '')}; this server has ${known}`);
}
