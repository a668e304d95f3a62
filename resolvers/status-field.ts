import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import type { VerdictRule } from '../src/gatewayapi/fact.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { formatKey } from '../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../src/kube/raw-object.ts';
import { readError } from './read-error.ts';

/** An object in a response, and the cluster it is in. */
export interface Place {
  readonly object: RawObject;
  readonly view: ClusterView;
}

/** A field that shows what a rule says of its object; null for an object that went while the query ran. */
export function statusField<T, R>(rule: VerdictRule<T>, show: (verdict: T, place: Place) => R) {
  return (object: RawObject, _: unknown, context: RequestContext): MaybePromise<R | null> => {
    const view = context.viewOf(object);
    return andThen(view.verdict(rule, keyOf(object)), (answer) => {
      switch (answer.state) {
        case 'judged':
          return show(answer.value, { object, view });
        case 'absent':
        case 'notServed':
          return null;
        default:
          throw readError(answer, formatKey(keyOf(object)));
      }
    });
  };
}
