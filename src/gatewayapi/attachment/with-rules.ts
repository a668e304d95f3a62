import type { RawObject } from '../../kube/raw-object.ts';
import { premises, type Rule } from '../fact.ts';
import { judgeRules } from '../route-rules/judge-rules.ts';
import type { ParentAttachment } from './parent-attachment.ts';

/** The parent takes the route; what is left are the route's own rules (semantics.md C.7). */
export function* withRules(route: RawObject, attachment: ParentAttachment): Rule<ParentAttachment> {
  const { refusal, partiallyInvalid, droppedRules } = judgeRules(route, {
    routeKind: route.kind,
    capabilities: attachment.capabilities,
    premises: yield* premises(),
  });
  return refusal === undefined
    ? { ...attachment, attached: true, partiallyInvalid, droppedRules }
    : { ...attachment, attached: false, accepted: refusal, droppedRules, listeners: [], unsureListeners: [] };
}
