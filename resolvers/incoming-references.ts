import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { badUserInput } from '../src/errors.ts';
import { permittedByGrant } from '../src/gatewayapi/relations/grant-permits.ts';
import {
  compareIncomingKeys,
  type IncomingAnswer,
  type IncomingKey,
  type IncomingReference,
  incomingKey,
  incomingReferences,
} from '../src/gatewayapi/relations/incoming-references.ts';
import type { ReverseIndexes } from '../src/gatewayapi/relations/reverse-indexes.ts';
import { resolveReference } from '../src/gatewayapi/resolve-reference.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { keyOf, type RawObject } from '../src/kube/raw-object.ts';
import { type Connection, connectionOf } from './connection.ts';
import type { IncomingReferenceResolvers } from './generated/types.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { pageSize } from './page-size.ts';
import { readError } from './read-error.ts';
import { readObject } from './read-object.ts';
import type { ViewedIncomingReference } from './viewed-relations.ts';

interface IncomingArguments {
  readonly kinds?: readonly string[] | null | undefined;
  readonly transitive?: boolean | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Their order, in cursors. */
const ORDER = ['referencedBy'];

/** The field that tells who names an object; `kinds` are those that the schema knows. */
export function referencedBy(indexes: ReverseIndexes, kinds: ReadonlySet<string>) {
  return (
    object: RawObject,
    args: IncomingArguments,
    context: RequestContext,
  ): MaybePromise<Connection<ViewedIncomingReference>> => {
    const view = context.viewOf(object);
    const wanted = readKinds(args.kinds, kinds);
    const after = args.after == null ? undefined : decodeCursor(args.after, ORDER, isIncomingKey);
    const size = pageSize(args.first, context.limits.pageSize);
    const question = { indexes, kinds: wanted, transitive: args.transitive === true };
    return andThen(view.runInTurns(incomingReferences(keyOf(object), question)), (answer) => {
      const references = viewed(answer, view);
      const start = after === undefined ? 0 : firstBehind(references, after);
      const end = Math.min(references.length, start + (size ?? references.length));
      const page = {
        nodes: references.slice(start, end),
        hasNextPage: end < references.length,
        hasPreviousPage: start > 0,
        totalCount: references.length,
      };
      return connectionOf(page, (node) => encodeCursor(ORDER, incomingKey(node)));
    });
  };
}

export function permits(indexes: ReverseIndexes) {
  return (grant: RawObject, _: unknown, context: RequestContext) => {
    const view = context.viewOf(grant);
    return andThen(view.runInTurns(permittedByGrant(grant, indexes)), (answer) => viewed(answer, view));
  };
}

export const incomingReference: IncomingReferenceResolvers = {
  from: ({ reference, view }, _, context) => readObject(view, reference.from, context),
  fromKey: ({ reference }) => reference.from,
  path: ({ reference }) => reference.path(),
  resolution: ({ reference, view }) =>
    andThen(view.run(resolveReference(reference)), (resolution) => ({ ...resolution, view })),
};

function readKinds(
  wanted: IncomingArguments['kinds'],
  known: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  if (wanted == null) return undefined;
  const unknown = wanted.find((kind) => !known.has(kind));
  if (unknown === undefined) return new Set(wanted);
  throw badUserInput(
    `kinds: ${JSON.stringify(unknown)} is no kind that this server knows; write it as manifests do`,
  );
}

function viewed(answer: IncomingAnswer, view: ClusterView): readonly ViewedIncomingReference[] {
  if (answer.state === 'unreadable') throw readError(answer.answer, answer.what);
  return answer.references.map((each) => ({ ...each, view }));
}

function firstBehind(references: readonly IncomingReference[], after: IncomingKey): number {
  const at = references.findIndex((each) => compareIncomingKeys(incomingKey(each), after) > 0);
  return at < 0 ? references.length : at;
}

function isIncomingKey(key: readonly unknown[]): key is IncomingKey {
  const [distance, ...from] = key;
  return typeof distance === 'number' && from.length === 5 && from.every((part) => typeof part === 'string');
}
