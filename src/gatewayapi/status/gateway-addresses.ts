import { asList, asNumber, asString, getIn } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { type Capabilities, supports } from '../capabilities/capabilities.ts';
import { type ComputedCondition, isFalse } from '../conditions/computed-condition.ts';

/** Types of addresses that the Gateway API names. */
const ADDRESS_TYPES: ReadonlySet<string> = new Set(['IPAddress', 'Hostname', 'NamedAddress']);

/** Why the controller cannot give a Gateway the addresses that it asks for, judged by their types. */
export function unsupportedAddress(gateway: RawObject, capabilities: Capabilities): string | undefined {
  for (const address of asList(getIn(gateway, 'spec', 'addresses'))) {
    const type = asString(getIn(address, 'type')) ?? 'IPAddress';
    const isKnown = ADDRESS_TYPES.has(type) || capabilities.addressTypes?.includes(type) === true;
    if (!isKnown) return `addresses of type ${type} are not supported`;
    const isEmpty = (asString(getIn(address, 'value')) ?? '') === '';
    if (isEmpty && !supports(capabilities, 'GatewayAddressEmpty')) {
      return 'the controller does not support addresses without a value';
    }
  }
  return undefined;
}

/** What only a running controller finds out about addresses. */
const LIVE_REASONS: ReadonlySet<unknown> = new Set(['AddressNotAssigned', 'AddressNotUsable', 'NoResources']);

/** What the controller has found out about the addresses of the Gateway as it is now (semantics.md C.8). */
export function reportedAddressProblem(gateway: RawObject): ComputedCondition | undefined {
  const reported = asList(getIn(gateway, 'status', 'conditions')).find(
    (condition) =>
      getIn(condition, 'type') === 'Programmed' &&
      getIn(condition, 'status') === 'False' &&
      LIVE_REASONS.has(getIn(condition, 'reason')),
  );
  const reason = asString(getIn(reported, 'reason'));
  const observed = asNumber(getIn(reported, 'observedGeneration'));
  const generation = asNumber(gateway.metadata.generation);
  const isStale = observed !== undefined && generation !== undefined && observed < generation;
  if (reason === undefined || isStale) return undefined;
  return isFalse('Programmed', reason, asString(getIn(reported, 'message')) ?? '');
}
