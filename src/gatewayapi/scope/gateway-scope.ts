import { asString, getIn } from '../../kube/json.ts';
import { isAssumed } from '../../kube/lookup.ts';
import { formatKey, type ObjectKey } from '../../kube/object-key.ts';
import { type Capabilities, EVERYTHING } from '../capabilities/capabilities.ts';
import { capabilitiesInFile } from '../capabilities/capability-file.ts';
import { type Ignorance, ignorance } from '../conditions/computed-condition.ts';
import { premises, type Rule, verdict, verdictRule } from '../fact.ts';
import { GATEWAY_CLASS } from '../groups.ts';
import { type GatewayClassVerdict, gatewayClassVerdict } from './gateway-class-verdict.ts';

/** Which controller speaks for a Gateway and all that attaches to it (semantics.md C.1 step 2). */
export type GatewayScope =
  | {
      readonly state: 'owned';
      /** Absent where a controller is assumed. */
      readonly controllerName: string | undefined;
      readonly capabilities: Capabilities;
      /** The class is in no manifest; a controller with every feature is assumed. */
      readonly classAssumed: boolean;
    }
  /** No controller would write a status. */
  | { readonly state: 'unowned'; readonly message: string }
  | { readonly state: 'unknown'; readonly why: Ignorance };

export const gatewayScope = verdictRule<GatewayScope>('gatewayScope', function* (gateway) {
  const name = asString(getIn(gateway, 'spec', 'gatewayClassName')) ?? '';
  const key: ObjectKey = { ...GATEWAY_CLASS, name };
  const answer = yield* verdict(gatewayClassVerdict, key);
  switch (answer.state) {
    case 'judged':
      return yield* scopeOf(answer.value, key);
    case 'absent':
    case 'notServed':
      return yield* withoutClass(key);
    default:
      if (isAssumed(answer)) return yield* assumedClass();
      return { state: 'unknown', why: ignorance(answer, formatKey(key)) };
  }
});

function* scopeOf(
  { controllerName, features, accepted }: GatewayClassVerdict,
  key: ObjectKey,
): Rule<GatewayScope> {
  if (accepted.status === 'False' || controllerName === undefined) {
    const message = `${formatKey(key)} is not accepted: ${accepted.message}`;
    return { state: 'unowned', message };
  }
  const { capabilities: file } = yield* premises();
  const said = capabilitiesInFile(file, controllerName) ?? EVERYTHING;
  const capabilities = { ...said, features: said.features ?? features };
  return { state: 'owned', controllerName, capabilities, classAssumed: false };
}

function* withoutClass(key: ObjectKey): Rule<GatewayScope> {
  const { absentClass } = yield* premises();
  if (absentClass === 'missing' || key.name === '') {
    return {
      state: 'unowned',
      message: `${formatKey(key)} does not exist, so that no controller owns the Gateway`,
    };
  }
  return yield* assumedClass();
}

function* assumedClass(): Rule<GatewayScope> {
  const { capabilities: file } = yield* premises();
  const capabilities = capabilitiesInFile(file, undefined) ?? EVERYTHING;
  return { state: 'owned', controllerName: undefined, capabilities, classAssumed: true };
}
