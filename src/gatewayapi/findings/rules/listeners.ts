import { asList, asString, getIn } from '../../../kube/json.ts';
import { formatKind, type ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import { verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { GATEWAY, GATEWAY_GROUP, LISTENER_SET, X_LISTENER_SET } from '../../groups.ts';
import { type ListenerVerdict, listenerVerdicts } from '../../listeners/listener-verdicts.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

/** semantics.md C.4, C.5: listeners that are not accepted, and such as serve less than they say. */
export const listeners: FindingRule = {
  codes: ['LISTENER_CONFLICT', 'LISTENER_INVALID', 'LISTENER_ROUTE_KINDS', 'LISTENER_WITHOUT_CERTIFICATE'],
  kinds: [GATEWAY, LISTENER_SET, X_LISTENER_SET],
  *find(owner, key) {
    const answer = yield* verdict(listenerVerdicts, key);
    const verdicts = answer.state === 'judged' ? answer.value : [];
    return verdicts.flatMap((judged) => CHECKS.flatMap((check) => check(judged, { owner, key })));
  },
};

interface Place {
  readonly owner: RawObject;
  readonly key: ObjectKey;
}

type Check = (judged: ListenerVerdict, place: Place) => readonly TimedFinding[];

function pathOf({ listener }: ListenerVerdict): string {
  return `spec.listeners[${listener.index}]`;
}

const CHECKS: readonly Check[] = [invalid, conflict, refusedKinds, withoutCertificate];

function invalid(judged: ListenerVerdict, { key }: Place): readonly TimedFinding[] {
  const { name, problem } = judged.listener;
  if (problem === undefined) return [];
  const message = `listener ${name} is not accepted: ${problem.message}`;
  return [findingOf(key, { code: 'LISTENER_INVALID', message, path: pathOf(judged) })];
}

function conflict(judged: ListenerVerdict, { key }: Place): readonly TimedFinding[] {
  const found = judged.surroundings?.conflict;
  if (found === undefined) return [];
  const { name } = judged.listener;
  const message = `listener ${name} is not accepted: ${found.message}`;
  const hint =
    found.reason === 'HostnameConflict'
      ? 'Give it a hostname or a port of its own.'
      : 'Give it a port of its own: protocols that clients begin differently cannot share one.';
  return [findingOf(key, { code: 'LISTENER_CONFLICT', message, path: pathOf(judged), hint })];
}

function refusedKinds(judged: ListenerVerdict, { owner, key }: Place): readonly TimedFinding[] {
  const { name, protocol, refusedKinds: refused, index } = judged.listener;
  const written = asList(getIn(asList(getIn(owner, 'spec', 'listeners'))[index], 'allowedRoutes', 'kinds'));
  return refused.map((kind) => {
    const position = written.findIndex(
      (item) =>
        getIn(item, 'kind') === kind.kind && (asString(getIn(item, 'group')) ?? GATEWAY_GROUP) === kind.group,
    );
    return findingOf(key, {
      code: 'LISTENER_ROUTE_KINDS',
      message: `listener ${name} (${protocol}) cannot have routes of kind ${formatKind(kind)}`,
      path: `${pathOf(judged)}.allowedRoutes.kinds[${Math.max(position, 0)}]`,
      hint: 'Remove the kind, or use a listener of a protocol that carries it.',
    });
  });
}

function withoutCertificate(judged: ListenerVerdict, { key }: Place): readonly TimedFinding[] {
  const { name, lacksCertificates, problem } = judged.listener;
  if (!lacksCertificates || problem !== undefined) return [];
  const message = `listener ${name} terminates TLS and names no certificate`;
  const hint = 'Name a Secret:\ntls:\n  certificateRefs:\n  - name: my-certificate';
  return [
    findingOf(key, { code: 'LISTENER_WITHOUT_CERTIFICATE', message, path: `${pathOf(judged)}.tls`, hint }),
  ];
}
