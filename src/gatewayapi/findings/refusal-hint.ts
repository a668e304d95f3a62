import type { RawObject } from '../../kube/raw-object.ts';
import { claimOf } from '../attachment/claim.ts';
import { judgeListener } from '../attachment/judge-listener.ts';
import type { ParentAttachment } from '../attachment/parent-attachment.ts';
import { type Rule, verdict } from '../fact.ts';
import { listenerPool } from '../listeners/listener-pool.ts';

/** What could be done so that a parent takes a route that it refuses. */
export function* refusalHint(
  route: RawObject,
  { parentRef, accepted }: ParentAttachment,
): Rule<string | undefined> {
  if (accepted.reason === 'NoMatchingListenerHostname') {
    return "Use a hostname that a listener of the parent serves, or add a listener for the route's.";
  }
  if (accepted.reason !== 'NotAllowedByListeners') return undefined;
  const pool = yield* verdict(listenerPool, parentRef.target);
  if (pool.state !== 'judged' || pool.value.state !== 'pool') return undefined;
  const claim = claimOf(route, parentRef);
  for (const listener of pool.value.listeners) {
    const outcome = yield* judgeListener(listener, claim);
    if (outcome.state === 'refused' && outcome.at === 'namespace') {
      return allowNamespace(listener.name, claim.namespace);
    }
  }
  return `Use a listener whose protocol carries ${route.kind}s, or name the kind in its allowedRoutes.kinds.`;
}

function allowNamespace(listener: string, namespace: string): string {
  return [
    `Let listener ${listener} take routes from namespace ${namespace}:`,
    'allowedRoutes:',
    '  namespaces:',
    '    from: Selector',
    '    selector:',
    '      matchLabels:',
    `        kubernetes.io/metadata.name: ${namespace}`,
  ].join('\n');
}
