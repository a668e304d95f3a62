import { asList, asNumber, getIn, type Json } from '../../../kube/json.ts';
import { formatKey, type ObjectKey, sameKey } from '../../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../../kube/raw-object.ts';
import { entriesAcross } from '../../entries-across.ts';
import type { EntryIndex } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { GATEWAY } from '../../groups.ts';
import { ANY_HOSTNAME, readHostname } from '../../hostname.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

function nameId(listener: Json): string | undefined {
  const hostname = readHostname(getIn(listener, 'hostname'));
  return hostname === ANY_HOSTNAME ? undefined : `${hostname}:${asNumber(getIn(listener, 'port')) ?? 0}`;
}

function namesOf(gateway: RawObject): readonly (readonly [index: number, id: string])[] {
  return asList(getIn(gateway, 'spec', 'listeners')).flatMap((listener, index) => {
    const id = nameId(listener);
    return id === undefined ? [] : [[index, id] as const];
  });
}

const gatewaysByHostname: EntryIndex<ObjectKey> = {
  kind: GATEWAY,
  entriesOf(gateway) {
    const ids = new Set(namesOf(gateway).map(([, id]) => id));
    return [...ids].map((id) => [id, keyOf(gateway)]);
  },
  same: sameKey,
};

/** One hostname and port on listeners of several Gateways: no conflict, but somebody else decides who is asked. */
export const sharedHostnames: FindingRule = {
  codes: ['GATEWAYS_SHARE_HOSTNAME'],
  kinds: [GATEWAY],
  *find(gateway, key) {
    const findings: TimedFinding[] = [];
    for (const [index, id] of namesOf(gateway)) {
      const { values } = yield* entriesAcross(gatewaysByHostname, id, key.namespace);
      const others = values.filter((other) => !sameKey(other, key));
      const [first] = others;
      if (first === undefined) continue;
      const more = others.length > 1 ? ` and ${others.length - 1} more` : '';
      findings.push(
        findingOf(key, {
          code: 'GATEWAYS_SHARE_HOSTNAME',
          message: `${formatKey(first)}${more} listens on ${id}, too: DNS decides which of them is asked`,
          path: `spec.listeners[${index}].hostname`,
          related: others,
        }),
      );
    }
    return findings;
  },
};
