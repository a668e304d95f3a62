import type { ClusterView } from '../src/context/cluster-view.ts';
import { badUserInput, type CodedError } from '../src/errors.ts';
import type { ServedResource } from '../src/kube/cluster-reader.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import type { ObjectKey } from '../src/kube/object-key.ts';
import { readError } from './read-error.ts';

interface NamedObject {
  readonly group?: string | null | undefined;
  readonly kind: string;
  readonly namespace?: string | null | undefined;
  readonly name: string;
}

/** The key of an object of the only served group with its kind; undefined where no group has it. `argument` is named in errors. */
export function servedKey(
  view: ClusterView,
  named: NamedObject,
  argument?: string,
): MaybePromise<ObjectKey | undefined> {
  const { group, kind } = named;
  return andThen(view.resources(), (answer) => {
    if (answer.state !== 'listed') throw readError(answer, 'the list of served kinds');
    const served = answer.resources.filter(
      (resource) => resource.kind === kind && (group == null || resource.group === group),
    );
    const [resource, other] = served;
    if (resource === undefined) return undefined;
    if (other !== undefined) {
      const groups = served.map((candidate) => JSON.stringify(candidate.group)).join(', ');
      throw refusal(`kind ${kind} is served by the groups ${groups}; name one in group`, argument);
    }
    if (resource.namespaced && named.namespace == null) {
      throw refusal(`${kind} is namespaced: name the namespace`, argument);
    }
    return keyIn(resource, named);
  });
}

function keyIn({ group, kind, namespaced }: ServedResource, { namespace, name }: NamedObject): ObjectKey {
  return namespaced ? { group, kind, namespace: namespace ?? undefined, name } : { group, kind, name };
}

function refusal(message: string, argument: string | undefined): CodedError {
  return badUserInput(argument === undefined ? message : `${argument}: ${message}`);
}
