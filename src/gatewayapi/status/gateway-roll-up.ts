import { asString, getIn } from '../../kube/json.ts';
import { groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { type CombinedReferences, combineResolutions } from '../conditions/combine-resolutions.ts';
import { type ComputedCondition, isFalse, isTrue } from '../conditions/computed-condition.ts';
import { resolvedRefs } from '../conditions/resolved-refs.ts';
import { type Rule, verdict, verdictRule } from '../fact.ts';
import { GATEWAY } from '../groups.ts';
import { frontendValidation } from '../listeners/frontend-validation.ts';
import { type ListenerPool, listenerPool } from '../listeners/listener-pool.ts';
import { type ListenerVerdict, listenerVerdicts } from '../listeners/listener-verdicts.ts';
import { mergedListeners } from '../listeners/merged-listeners.ts';
import type { Position } from '../position.ts';
import { defaultReference } from '../reference.ts';
import type { Resolution } from '../resolution.ts';
import { resolveReference } from '../resolve-reference.ts';
import { specSites } from '../spec-references.ts';
import { reportedAddressProblem, unsupportedAddress } from './gateway-addresses.ts';
import { type ListenerTally, tally } from './listener-tally.ts';

export interface GatewayRollUp {
  readonly accepted: ComputedCondition;
  readonly programmed: ComputedCondition;
  /** Those that are there only when there is something to say. */
  readonly others: readonly ComputedCondition[];
  /** ListenerSets that the Gateway lets in and of which a listener can serve. */
  readonly validSets: readonly ObjectKey[];
  /** False where ListenerSets may exist that could not be seen. */
  readonly complete: boolean;
}

type Pool = Extract<ListenerPool, { state: 'pool' }>;

/** semantics.md C.8; undefined where no controller owns the Gateway, or that could not be found out. */
export const gatewayRollUp = verdictRule<GatewayRollUp | undefined>(
  'gatewayRollUp',
  function* (gateway, key) {
    const pool = yield* verdict(listenerPool, key);
    if (pool.state !== 'judged' || pool.value.state !== 'pool') return undefined;
    const merged = yield* verdict(mergedListeners, key);
    const { owners, complete } = merged.state === 'judged' ? merged.value : { owners: [], complete: false };
    const own: ListenerVerdict[] = [];
    const all: ListenerVerdict[] = [];
    const validSets: ObjectKey[] = [];
    for (const owner of owners) {
      const answer = yield* verdict(listenerVerdicts, owner.key);
      const listeners = answer.state === 'judged' ? answer.value : [];
      all.push(...listeners);
      if (groupKindId(owner.key) === groupKindId(GATEWAY)) own.push(...listeners);
      else if (tally(listeners).valid > 0) validSets.push(owner.key);
    }
    const parameters = yield* references(gateway, 'gatewayParameters');
    const tallies = { own: tally(own), all: tally(all) };
    const accepted = acceptance(gateway, { pool: pool.value, parameters, complete, ...tallies });
    return {
      accepted,
      programmed: programming(gateway, accepted, tally(all)),
      others: yield* otherConditions(gateway, key, tally(own)),
      validSets,
      complete,
    };
  },
);

function* references(gateway: RawObject, position: Position): Rule<CombinedReferences> {
  const resolutions: Resolution[] = [];
  for (const site of specSites(gateway, position)) {
    resolutions.push(yield* resolveReference(defaultReference(site)));
  }
  return combineResolutions(resolutions);
}

interface Grounds {
  readonly pool: Pool;
  readonly parameters: CombinedReferences;
  readonly own: ListenerTally;
  readonly all: ListenerTally;
  readonly complete: boolean;
}

function acceptance(gateway: RawObject, grounds: Grounds): ComputedCondition {
  const { pool, parameters, own, all, complete } = grounds;
  if (parameters.state === 'broken') return isFalse('Accepted', 'InvalidParameters', parameters.message);
  const address = unsupportedAddress(gateway, pool.capabilities);
  if (address !== undefined) return isFalse('Accepted', 'UnsupportedAddress', address);
  if (parameters.state === 'unknown') return { ...resolvedRefs(parameters), type: 'Accepted' };
  if (all.accepted === 0) {
    if (all.unsure === 0 && complete)
      return isFalse('Accepted', 'ListenersNotValid', 'no listener is accepted');
    const message = 'it is not known whether a listener is accepted';
    return { type: 'Accepted', status: 'Unknown', reason: 'Unknown', message };
  }
  const refused = own.total - own.accepted - own.unsure;
  if (refused === 0) return isTrue('Accepted', 'Accepted', 'the Gateway is accepted');
  return isTrue('Accepted', 'ListenersNotValid', `${refused} of ${own.total} listeners are not accepted`);
}

function programming(gateway: RawObject, accepted: ComputedCondition, all: ListenerTally): ComputedCondition {
  if (accepted.status === 'False') return isFalse('Programmed', 'Invalid', accepted.message);
  if (accepted.status === 'Unknown') return { ...accepted, type: 'Programmed' };
  if (all.valid > 0) {
    return (
      reportedAddressProblem(gateway) ??
      isTrue('Programmed', 'Programmed', `${all.valid} of ${all.total} listeners can serve`)
    );
  }
  if (all.perhapsValid === 0) return isFalse('Programmed', 'Invalid', 'no listener can serve');
  const message = 'it is not known whether a listener can serve';
  return { type: 'Programmed', status: 'Unknown', reason: 'Unknown', message };
}

function* otherConditions(
  gateway: RawObject,
  key: ObjectKey,
  own: ListenerTally,
): Rule<readonly ComputedCondition[]> {
  const conditions: ComputedCondition[] = [];
  const hasClientCertificate = specSites(gateway, 'clientCertificate').length > 0;
  const clientCertificate = resolvedRefs(yield* references(gateway, 'clientCertificate'));
  if (hasClientCertificate && clientCertificate.status !== 'True') conditions.push(clientCertificate);
  else if (own.unresolved > 0) {
    const message = `${own.unresolved} of ${own.total} listeners have references that do not resolve`;
    conditions.push(isFalse('ResolvedRefs', 'ListenersNotResolved', message));
  } else if (hasClientCertificate) conditions.push(clientCertificate);
  const frontend = yield* verdict(frontendValidation, key);
  if (frontend.state === 'judged' && frontend.value.insecure) {
    const message = 'clients are let in whose certificates are not valid';
    conditions.push(isTrue('InsecureFrontendValidationMode', 'ConfigurationChanged', message));
  }
  const scope = asString(getIn(gateway, 'spec', 'defaultScope'));
  if (scope !== undefined && scope !== 'None') {
    conditions.push(isTrue('DefaultGateway', 'DefaultGateway', `a default Gateway for scope ${scope}`));
  }
  return conditions;
}
