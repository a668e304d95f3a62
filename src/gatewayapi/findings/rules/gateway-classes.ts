import { verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { GATEWAY_CLASS } from '../../groups.ts';
import { gatewayClassStatus } from '../../status/gateway-class-status.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

/** semantics.md C.9: classes that no controller, or none of this release, can serve. */
export const gatewayClasses: FindingRule = {
  codes: ['GATEWAY_CLASS_VERSION_UNSUPPORTED', 'GATEWAY_CLASS_WITHOUT_CONTROLLER'],
  kinds: [GATEWAY_CLASS],
  *find(_gatewayClass, key) {
    const answer = yield* verdict(gatewayClassStatus, key);
    if (answer.state !== 'judged') return [];
    return answer.value.conditions.flatMap(({ type, status, reason, message }): readonly TimedFinding[] => {
      if (type === 'Accepted' && reason === 'Pending') {
        const code = 'GATEWAY_CLASS_WITHOUT_CONTROLLER';
        return [findingOf(key, { code, message, path: 'spec.controllerName' })];
      }
      if (type !== 'SupportedVersion' || status !== 'False') return [];
      return [
        findingOf(key, {
          code: 'GATEWAY_CLASS_VERSION_UNSUPPORTED',
          message: `the controller does not support the installed release of the Gateway API: ${message}`,
          path: 'status.conditions',
          hint: 'Upgrade the controller, or install the CRDs of a release that it supports.',
        }),
      ];
    });
  },
};
