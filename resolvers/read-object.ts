import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import type { Lookup } from '../src/kube/lookup.ts';
import { all, andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { formatKey, type ObjectKey } from '../src/kube/object-key.ts';
import type { RawObject } from '../src/kube/raw-object.ts';
import { readError } from './read-error.ts';

type View = Pick<ClusterView, 'object'>;

/** One object for a response: null when it does not exist, an error when the caller may not know. */
export function readObject(
  view: ClusterView,
  key: ObjectKey,
  context: RequestContext,
): MaybePromise<RawObject | null> {
  return andThen(view.object(key), (answer) => {
    const object = objectOf(answer, key);
    return object === null ? null : context.see(object, view);
  });
}

/**
 * Those of some objects that exist, in the order of the keys. The error is that of the first key that has one, however
 * soon each answer is there: the same question has the same answer.
 */
export function readObjects(
  view: View,
  keys: readonly ObjectKey[],
  see: (object: RawObject) => RawObject,
): MaybePromise<readonly RawObject[]> {
  return andThen(all(keys.map((key) => view.object(key))), (answers) =>
    keys.flatMap((key, index) => {
      const answer = answers[index];
      const object = answer === undefined ? null : objectOf(answer, key);
      return object === null ? [] : see(object);
    }),
  );
}

function objectOf(answer: Lookup, key: ObjectKey): RawObject | null {
  switch (answer.state) {
    case 'found':
      return answer.object;
    case 'absent':
    case 'notServed':
      return null;
    default:
      throw readError(answer, formatKey(key));
  }
}
