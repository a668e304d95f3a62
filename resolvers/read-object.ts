import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { formatKey, type ObjectKey } from '../src/kube/object-key.ts';
import type { RawObject } from '../src/kube/raw-object.ts';
import { readError } from './read-error.ts';

/** One object for a response: null when it does not exist, an error when the caller may not know. */
export function readObject(
  view: ClusterView,
  key: ObjectKey,
  context: RequestContext,
): MaybePromise<RawObject | null> {
  return andThen(view.object(key), (answer) => {
    switch (answer.state) {
      case 'found':
        return context.see(answer.object, view);
      case 'absent':
      case 'notServed':
        return null;
      default:
        throw readError(answer, formatKey(key));
    }
  });
}
