import { NAMESPACE } from '../../gatewayapi/groups.ts';
import type { ServedResource } from '../../kube/cluster-reader.ts';
import { andThen, isPromise, type MaybePromise } from '../../kube/maybe-promise.ts';
import { sameGroupKind } from '../../kube/object-key.ts';
import type { Access } from './access.ts';
import type { AccessQuestion } from './access-question.ts';
import type { Verdict } from './reviews.ts';

/** What one user may read of one kind, as one execution has found out. The wider right is asked for first. */
export class KindAccess {
  readonly resource: ServedResource;
  readonly #access: Access;
  readonly #onCall: () => void;
  readonly #verdicts = new Map<string, MaybePromise<Verdict>>();

  /** `onCall` is told of each call that a question causes. */
  constructor(access: Access, resource: ServedResource, onCall: () => void) {
    this.#access = access;
    this.#onCall = onCall;
    this.resource = resource;
  }

  /** May list all objects of the cluster. */
  everywhere(): MaybePromise<Verdict> {
    return this.#decide('', () => ({ verb: 'list' }));
  }

  /** May list the objects of a namespace. */
  inNamespace(namespace: string): MaybePromise<Verdict> {
    return orElse(this.everywhere(), () => this.#decide(namespace, () => ({ verb: 'list', namespace })));
  }

  /** May read one object; of no namespace where the kind has none. */
  named(namespace: string | undefined, name: string): MaybePromise<Verdict> {
    // The API server takes a Namespace for something in itself: its roles may give access to it.
    const within = sameGroupKind(this.resource, NAMESPACE) ? name : namespace;
    const listed = namespace === undefined ? this.everywhere() : this.inNamespace(namespace);
    return orElse(listed, () =>
      orElse(
        this.#decide(`${within ?? ''}/`, () => ({ verb: 'get', namespace: within })),
        () => this.#decide(`${within ?? ''}/${name}`, () => ({ verb: 'get', namespace: within, name })),
      ),
    );
  }

  #decide(
    id: string,
    question: () => Pick<AccessQuestion, 'verb' | 'namespace' | 'name'>,
  ): MaybePromise<Verdict> {
    const known = this.#verdicts.get(id);
    if (known !== undefined) return known;
    const { group, plural } = this.resource;
    const verdict = this.#access.decide({ ...question(), group, resource: plural }, this.#onCall);
    this.#verdicts.set(id, verdict);
    // Whoever asks later gets the value itself.
    if (isPromise(verdict)) verdict.then((value) => this.#verdicts.set(id, value)).catch(() => undefined);
    return verdict;
  }
}

function orElse(verdict: MaybePromise<Verdict>, next: () => MaybePromise<Verdict>): MaybePromise<Verdict> {
  return andThen(verdict, (found) => (found === 'denied' ? next() : found));
}
