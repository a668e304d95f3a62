import { GATEWAY_GROUP } from '../../gatewayapi/groups.ts';
import type { AccessQuestion } from './access-question.ts';

/** Who may read this CRD may know which release of Gateway API is installed: its annotations say so. */
export const RELEASE: AccessQuestion = {
  verb: 'get',
  group: 'apiextensions.k8s.io',
  resource: 'customresourcedefinitions',
  name: `httproutes.${GATEWAY_GROUP}`,
};
