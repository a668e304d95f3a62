import { asList, asString, getIn } from '../../../kube/json.ts';
import { formatKey, type ObjectKey, sameKey } from '../../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../../kube/raw-object.ts';
import { entriesAcross } from '../../entries-across.ts';
import type { EntryIndex } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { GATEWAY } from '../../groups.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

/** Addresses that a Gateway asks for, each with its position; one without a value is the controller's choice. */
function addressesOf(gateway: RawObject): readonly (readonly [index: number, type: string, value: string])[] {
  return asList(getIn(gateway, 'spec', 'addresses')).flatMap((address, index) => {
    const value = asString(getIn(address, 'value')) ?? '';
    return value === '' ? [] : [[index, asString(getIn(address, 'type')) ?? 'IPAddress', value] as const];
  });
}

const gatewaysByAddress: EntryIndex<ObjectKey> = {
  kind: GATEWAY,
  entriesOf: (gateway) =>
    addressesOf(gateway).map(([, type, value]) => [addressId(type, value), keyOf(gateway)]),
  same: sameKey,
};

function addressId(type: string, value: string): string {
  return `${type} ${value.toLowerCase()}`;
}

/** Several Gateways that ask for one address: only one can have it, unless their controller merges them. */
export const sharedAddresses: FindingRule = {
  codes: ['GATEWAYS_SHARE_ADDRESS'],
  kinds: [GATEWAY],
  *find(gateway, key) {
    const findings: TimedFinding[] = [];
    for (const [index, type, value] of addressesOf(gateway)) {
      const { values } = yield* entriesAcross(gatewaysByAddress, addressId(type, value), key.namespace);
      const others = values.filter((other) => !sameKey(other, key));
      const [first] = others;
      if (first === undefined) continue;
      const more = others.length > 1 ? ` and ${others.length - 1} more` : '';
      findings.push(
        findingOf(key, {
          code: 'GATEWAYS_SHARE_ADDRESS',
          message: `${formatKey(first)}${more} asks for the address ${value}, too`,
          path: `spec.addresses[${index}]`,
          hint: 'Give each Gateway an address of its own, or put the listeners into one Gateway.',
          related: others,
        }),
      );
    }
    return findings;
  },
};
