import type { FindingRule } from './finding-rule.ts';
import { certificateHostnames } from './rules/certificate-hostnames.ts';
import { clientValidation } from './rules/client-validation.ts';
import { deprecatedVersions } from './rules/deprecated-versions.ts';
import { gatewayClasses } from './rules/gateway-classes.ts';
import { gatewayConditions } from './rules/gateway-conditions.ts';
import { idleGrants } from './rules/idle-grants.ts';
import { invalidRules } from './rules/invalid-rules.ts';
import { listenerSets } from './rules/listener-sets.ts';
import { listeners } from './rules/listeners.ts';
import { overlappingListeners } from './rules/overlapping-listeners.ts';
import { policies } from './rules/policies.ts';
import { references } from './rules/references.ts';
import { removedFields } from './rules/removed-fields.ts';
import { routeParents } from './rules/route-parents.ts';
import { routesWithoutParents } from './rules/routes-without-parents.ts';
import { shadowedRoutes } from './rules/shadowed-routes.ts';
import { sharedAddresses } from './rules/shared-addresses.ts';
import { sharedHostnames } from './rules/shared-hostnames.ts';
import { statusDrift } from './rules/status-drift.ts';
import { wideGrants } from './rules/wide-grants.ts';

/** All that is looked for. The API, the command line and the page show what these find. */
export const FINDING_RULES: readonly FindingRule[] = [
  references,
  routeParents,
  routesWithoutParents,
  invalidRules,
  shadowedRoutes,
  gatewayClasses,
  gatewayConditions,
  listeners,
  overlappingListeners,
  certificateHostnames,
  clientValidation,
  sharedAddresses,
  sharedHostnames,
  listenerSets,
  idleGrants,
  wideGrants,
  policies,
  statusDrift,
  deprecatedVersions,
  removedFields,
];
