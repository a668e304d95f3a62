import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { kindFact, type Rule } from '../src/gatewayapi/fact.ts';
import { compileWhere } from '../src/gatewayapi/filters/compile-where.ts';
import type { Facet } from '../src/gatewayapi/filters/facet.ts';
import { and, type Filter, facetsOf } from '../src/gatewayapi/filters/filter.ts';
import type { FilterAnswer } from '../src/gatewayapi/filters/routes-of-gateway.ts';
import { selectObjects } from '../src/gatewayapi/filters/select-objects.ts';
import { ROUTE_KINDS } from '../src/gatewayapi/groups.ts';
import { pageOf } from '../src/gatewayapi/ordering/page-of.ts';
import { SortOrder } from '../src/gatewayapi/ordering/sort-order.ts';
import type { JsonObject } from '../src/kube/json.ts';
import type { ListResult } from '../src/kube/lookup.ts';
import { all, andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { formatKind, type GroupKind, groupKindId } from '../src/kube/object-key.ts';
import type { RawObject } from '../src/kube/raw-object.ts';
import { type Connection, connectionOf } from './connection.ts';
import { decodeCursor, encodeCursor, isListOfStrings } from './page-cursor.ts';
import { pageSize } from './page-size.ts';
import { readError } from './read-error.ts';
import { selectByLabels } from './select-by-labels.ts';

export interface ListArguments {
  readonly namespace?: string | null | undefined;
  readonly labelSelector?: string | null | undefined;
  /** As the `where` input of the kind has it. */
  readonly where?: object | null | undefined;
  readonly orderBy?: readonly string[] | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Which objects a connection is about, before its arguments narrow them down. */
export interface Listed {
  readonly kinds: readonly GroupKind[];
  /** A relation: only what has to do with some object. */
  readonly within?: Rule<FilterAnswer> | undefined;
}

const ROUTES: ReadonlySet<string> = new Set(ROUTE_KINDS.map(groupKindId));

/** Gives lists of objects page by page: listed, filtered, ordered, counted, cut. */
export class ObjectLists {
  readonly #reasons: Facet;

  /** `reasons` tells the reasons of references, for the kinds of one schema. */
  constructor(reasons: Facet) {
    this.#reasons = reasons;
  }

  read(
    view: ClusterView,
    listed: Listed,
    args: ListArguments,
    context: RequestContext,
  ): MaybePromise<Connection<RawObject>> {
    context.nameNamespace(args.namespace);
    const order = new SortOrder(args.orderBy ?? []);
    const isKey = (key: readonly unknown[]): key is readonly string[] => isListOfStrings(key);
    const after = args.after == null ? undefined : decodeCursor(args.after, order.columns, isKey);
    const size = pageSize(args.first, context.limits.pageSize);
    return andThen(this.#filter(view, listed, args, context), (filter) =>
      andThen(selectedLists(view, { ...listed, filter }, args), (lists) => {
        const sorted = lists.map((objects) => order.sort(objects));
        const page = pageOf(sorted, order, { after, size });
        const nodes = page.nodes.map((node) => context.see(node, view));
        return connectionOf({ ...page, nodes }, (node) => encodeCursor(order.columns, order.keyOf(node)));
      }),
    );
  }

  /** All conditions as one: the relation, the `where` input and the labels. */
  #filter(
    view: ClusterView,
    { kinds, within }: Listed,
    args: ListArguments,
    context: RequestContext,
  ): MaybePromise<Filter> {
    const labels = selectByLabels(args.labelSelector);
    const listed = kinds.every((kind) => ROUTES.has(groupKindId(kind))) ? 'routes' : 'others';
    const where = compileWhere((args.where ?? undefined) as JsonObject | undefined, {
      namespace: args.namespace ?? undefined,
      listed,
      reasons: this.#reasons,
      // asked by the few filters that look at it: an answer that depends on the clock is kept for a minute only
      get now() {
        return context.now();
      },
    });
    const rules = within === undefined ? [where] : [within, where];
    return andThen(all(rules.map((rule) => view.run(rule))), (answers) =>
      and(...answers.map(filterIn), labels),
    );
  }
}

function filterIn(answer: FilterAnswer): Filter {
  if (answer.state === 'unreadable') throw readError(answer.answer, answer.what);
  return answer.filter;
}

type FilteredKinds = Pick<Listed, 'kinds'> & { readonly filter: Filter };

/** One list for each kind. Each kind is listed before anything else is asked, so that a live cluster is asked at once. */
function selectedLists(
  view: ClusterView,
  { kinds, filter }: FilteredKinds,
  args: ListArguments,
): MaybePromise<readonly (readonly RawObject[])[]> {
  const asked = wantedKinds(kinds, args.where);
  const namespace = args.namespace ?? undefined;
  const lists = asked.map((kind) =>
    asked.length === 1 ? view.list(kind, namespace) : listIfServed(view, kind, namespace),
  );
  return andThen(all(lists), (answers) =>
    all(readable(asked, answers).map((objects) => selected(view, objects, filter))),
  );
}

/**
 * The lists that there are. Of several kinds, those that may not be listed are left out, unless all are: the reader
 * says so in `extensions.cluster.hidden`, and of kinds that are not served in its warnings.
 */
function readable(
  kinds: readonly GroupKind[],
  answers: readonly ListResult[],
): readonly (readonly RawObject[])[] {
  const lists = answers.flatMap((answer) => (answer.state === 'listed' ? [answer.objects] : []));
  for (const [index, answer] of answers.entries()) {
    const kind = kinds[index];
    const isLeftOut = answer.state === 'forbidden' && lists.length > 0;
    if (answer.state === 'listed' || answer.state === 'notServed' || isLeftOut || kind === undefined)
      continue;
    throw readError(answer, `the list of ${formatKind(kind)}`);
  }
  return lists;
}

/** A `where` that names a kind spares the lists of the others. */
function wantedKinds(kinds: readonly GroupKind[], where: ListArguments['where']): readonly GroupKind[] {
  const wanted: unknown = where == null || !('kind' in where) ? undefined : where.kind;
  return typeof wanted === 'string' ? kinds.filter(({ kind }) => kind === wanted) : kinds;
}

/** Of several kinds, those that a cluster lacks are nothing to warn of. */
function listIfServed(
  view: ClusterView,
  kind: GroupKind,
  namespace: string | undefined,
): MaybePromise<ListResult> {
  return andThen(view.run(kindFact(kind)), (answer) =>
    answer.state === 'notServed' ? answer : view.list(kind, namespace),
  );
}

function selected(
  view: ClusterView,
  objects: readonly RawObject[],
  filter: Filter,
): MaybePromise<readonly RawObject[]> {
  if (objects.length === 0) return objects;
  const facets = [...facetsOf(filter)];
  return andThen(all(facets.map((facet) => view.facetTable(facet, objects))), (tables) => {
    const byFacet = new Map(facets.map((facet, index) => [facet, tables[index]]));
    return selectObjects(filter, {
      objects,
      tableOf(facet) {
        const table = byFacet.get(facet);
        if (table === undefined) throw new Error('a filter asks for a facet that it did not name');
        return table;
      },
    });
  });
}
