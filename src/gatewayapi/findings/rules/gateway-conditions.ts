import { asList, getIn } from '../../../kube/json.ts';
import { formatKey, type ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import { type Rule, verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { GATEWAY, GATEWAY_CLASS } from '../../groups.ts';
import { gatewayClassVerdict } from '../../scope/gateway-class-verdict.ts';
import { gatewayScope } from '../../scope/gateway-scope.ts';
import { type GatewayRollUp, gatewayRollUp } from '../../status/gateway-roll-up.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

/** semantics.md C.8: what keeps a Gateway as a whole from serving, beyond its references and listeners. */
export const gatewayConditions: FindingRule = {
  codes: [
    'GATEWAY_ADDRESS_UNSUPPORTED',
    'GATEWAY_NOT_PROGRAMMED',
    'GATEWAY_WITHOUT_CONTROLLER',
    'GATEWAY_WITHOUT_LISTENERS',
  ],
  kinds: [GATEWAY],
  *find(gateway, key) {
    const answer = yield* verdict(gatewayRollUp, key);
    const rollUp = answer.state === 'judged' ? answer.value : undefined;
    return rollUp === undefined ? yield* withoutController(gateway, key) : rolledUp(gateway, key, rollUp);
  },
};

/** A class that is not there is told about as a reference. */
function* withoutController(gateway: RawObject, key: ObjectKey): Rule<readonly TimedFinding[]> {
  const scope = yield* verdict(gatewayScope, key);
  if (scope.state !== 'judged' || scope.value.state !== 'unowned') return [];
  const name = getIn(gateway, 'spec', 'gatewayClassName');
  const gatewayClass = { ...GATEWAY_CLASS, name: typeof name === 'string' ? name : '' };
  const found = yield* verdict(gatewayClassVerdict, gatewayClass);
  if (found.state !== 'judged') return [];
  return [
    findingOf(key, {
      code: 'GATEWAY_WITHOUT_CONTROLLER',
      message: `no controller serves the Gateway: ${scope.value.message}`,
      path: 'spec.gatewayClassName',
      hint: `Look at the findings of ${formatKey(gatewayClass)}.`,
      related: [gatewayClass],
    }),
  ];
}

/** Only a running controller knows of these. */
const ADDRESS_REASONS: ReadonlySet<string> = new Set([
  'AddressNotAssigned',
  'AddressNotUsable',
  'NoResources',
]);

function rolledUp(
  gateway: RawObject,
  key: ObjectKey,
  { accepted, programmed }: GatewayRollUp,
): readonly TimedFinding[] {
  if (accepted.reason === 'UnsupportedAddress') {
    const hint = 'Use type IPAddress or Hostname, or what the controller documents.';
    const { message } = accepted;
    return [findingOf(key, { code: 'GATEWAY_ADDRESS_UNSUPPORTED', message, path: 'spec.addresses', hint })];
  }
  const hasListeners = asList(getIn(gateway, 'spec', 'listeners')).length > 0;
  if (accepted.reason === 'ListenersNotValid' && accepted.status === 'False' && !hasListeners) {
    const message = 'the Gateway has no listeners, and no ListenerSet adds one that is accepted';
    return [findingOf(key, { code: 'GATEWAY_WITHOUT_LISTENERS', message, path: 'spec' })];
  }
  if (programmed.status !== 'False' || !ADDRESS_REASONS.has(programmed.reason)) return [];
  const message = `the controller reports ${programmed.reason}: ${programmed.message}`;
  const path = getIn(gateway, 'spec', 'addresses') === undefined ? 'status.conditions' : 'spec.addresses';
  return [findingOf(key, { code: 'GATEWAY_NOT_PROGRAMMED', message, path })];
}
