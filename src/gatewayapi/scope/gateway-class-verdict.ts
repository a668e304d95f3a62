import { asString, getIn } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { reportedFeatures } from '../capabilities/reported-features.ts';
import { type CombinedReferences, combineResolutions } from '../conditions/combine-resolutions.ts';
import { type ComputedCondition, isFalse, isTrue } from '../conditions/computed-condition.ts';
import { type Rule, verdictRule } from '../fact.ts';
import { defaultReference } from '../reference.ts';
import { resolveReference } from '../resolve-reference.ts';
import { specSites } from '../spec-references.ts';

export interface GatewayClassVerdict {
  readonly controllerName: string | undefined;
  /** As the controller reports them. */
  readonly features: ReadonlySet<string> | undefined;
  readonly accepted: ComputedCondition;
}

/** semantics.md C.9: whether a controller accepts the class. */
export const gatewayClassVerdict = verdictRule<GatewayClassVerdict>('gatewayClass', function* (gatewayClass) {
  const controllerName = asString(getIn(gatewayClass, 'spec', 'controllerName')) || undefined;
  const parameters = yield* classParameters(gatewayClass);
  return {
    controllerName,
    features: reportedFeatures(gatewayClass),
    accepted: acceptance(controllerName, parameters),
  };
});

function* classParameters(gatewayClass: RawObject): Rule<CombinedReferences> {
  const resolutions = [];
  for (const site of specSites(gatewayClass, 'parameters')) {
    resolutions.push(yield* resolveReference(defaultReference(site)));
  }
  return combineResolutions(resolutions);
}

function acceptance(controllerName: string | undefined, parameters: CombinedReferences): ComputedCondition {
  if (controllerName === undefined) {
    return {
      type: 'Accepted',
      status: 'Unknown',
      reason: 'Pending',
      message: 'spec.controllerName names no controller',
    };
  }
  if (parameters.state === 'resolved') return isTrue('Accepted', 'Accepted', 'the class is accepted');
  const { state, reason, message } = parameters;
  return state === 'broken'
    ? isFalse('Accepted', 'InvalidParameters', message)
    : { type: 'Accepted', status: 'Unknown', reason, message };
}
