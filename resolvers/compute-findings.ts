import type { ClusterView } from '../src/context/cluster-view.ts';
import type { ExecutionBudget } from '../src/context/execution-budget.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { listServed } from '../src/gatewayapi/findings/list-served.ts';
import { judgedKinds, objectFindings } from '../src/gatewayapi/findings/object-findings.ts';
import type { ListResult } from '../src/kube/lookup.ts';
import { all, andThen, isPromise, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { keyOf, type RawObject } from '../src/kube/raw-object.ts';
import { readError } from './read-error.ts';
import { OBJECT_COST } from './verdicts-of.ts';

/** Scopes whose findings are known, by the moment that they are of. */
const computed = new WeakMap<object, Set<string>>();

/**
 * Computes the findings of every object in a scope, so that putting them together is little work afterwards. Over a
 * network all objects are judged at once, for reads to be batched; over memory with pauses, for others to have a turn.
 */
export function computeFindings(
  view: ClusterView,
  namespace: string | undefined,
  context: RequestContext,
): MaybePromise<void> {
  // Without an audience others may see less of the same moment, or nothing.
  const moment = view.reader.audience === undefined ? undefined : view.verdicts?.moment;
  const known = moment === undefined ? undefined : computed.get(moment);
  if (known?.has(namespace ?? '') === true) return undefined;
  return andThen(view.run(judgedKinds()), (kinds) => {
    const lists = kinds.map((kind) => view.run(listServed(kind, namespace)));
    return andThen(all(lists), (answers) => {
      refuseIfBlind(answers);
      const objects = answers.flatMap((answer) => (answer.state === 'listed' ? answer.objects : []));
      return andThen(judge(view, objects, context.budget), (fromMemory) => {
        if (moment === undefined || !fromMemory) return;
        computed.set(moment, new Set([...(computed.get(moment) ?? []), namespace ?? '']));
      });
    });
  });
}

/** What may not be listed is left out, and told in `extensions`; what failed, or all of it, is an error. */
function refuseIfBlind(answers: readonly ListResult[]): void {
  const failed = answers.find((answer) => answer.state === 'unavailable');
  if (failed?.state === 'unavailable') throw readError(failed, 'what findings are about');
  const hidden = answers.find((answer) => answer.state === 'forbidden');
  if (hidden?.state === 'forbidden' && !answers.some(({ state }) => state === 'listed')) {
    throw readError(hidden, 'any kind that findings are about');
  }
}

/** Whether nothing had to be read for it, so that it costs nothing the next time either. */
function judge(
  view: ClusterView,
  objects: readonly RawObject[],
  budget: ExecutionBudget | undefined,
): MaybePromise<boolean> {
  const running: Promise<unknown>[] = [];
  for (const [position, object] of objects.entries()) {
    const verdict = view.verdict(objectFindings, keyOf(object));
    if (isPromise(verdict)) running.push(verdict);
    if (budget === undefined) continue;
    if (!budget.spend(OBJECT_COST)) throw budget.failure;
    if (!budget.paused) continue;
    const rest = objects.slice(position + 1);
    const resumed = new Promise<void>((resolve) => budget.defer(resolve));
    const ofRest = resumed.then(() => judge(view, rest, budget));
    return Promise.all([ofRest, ...running]).then(([fromMemory]) => fromMemory && running.length === 0);
  }
  return running.length === 0 ? true : Promise.all(running).then(() => false);
}
