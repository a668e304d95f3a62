import { asList, asString, getIn } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { type ComputedCondition, isTrue } from '../conditions/computed-condition.ts';
import { verdict, verdictRule } from '../fact.ts';
import { gatewayClassVerdict } from '../scope/gateway-class-verdict.ts';
import { isIncomplete } from './is-incomplete.ts';

export interface GatewayClassStatus {
  readonly controllerName: string | undefined;
  readonly conditions: readonly ComputedCondition[];
  readonly incomplete: boolean;
}

/** semantics.md C.9: what a controller writes into the status of its class. */
export const gatewayClassStatus = verdictRule<GatewayClassStatus>(
  'gatewayClassStatus',
  function* (object, key) {
    const answer = yield* verdict(gatewayClassVerdict, key);
    if (answer.state !== 'judged') return { controllerName: undefined, conditions: [], incomplete: true };
    const { controllerName, accepted } = answer.value;
    const conditions = accepted.reason === 'Pending' ? [accepted] : [accepted, supportedVersion(object)];
    return { controllerName, conditions, incomplete: isIncomplete(conditions) };
  },
);

/** Which releases a controller supports it alone knows: what it says counts, and without a word all are supported. */
function supportedVersion(gatewayClass: RawObject): ComputedCondition {
  const reported = asList(getIn(gatewayClass, 'status', 'conditions')).find(
    (condition) => getIn(condition, 'type') === 'SupportedVersion',
  );
  const status = getIn(reported, 'status');
  if (status !== 'True' && status !== 'False') {
    return isTrue(
      'SupportedVersion',
      'SupportedVersion',
      'the controller is taken to support the installed release',
    );
  }
  return {
    type: 'SupportedVersion',
    status,
    reason: asString(getIn(reported, 'reason')) ?? 'SupportedVersion',
    message: asString(getIn(reported, 'message')) ?? '',
  };
}
