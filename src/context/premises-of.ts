import { type CapabilityFile, NO_CAPABILITY_FILE } from '../gatewayapi/capabilities/capability-file.ts';
import type { Premises } from '../gatewayapi/premises.ts';
import type { ConnectedCluster } from '../kube/connected-cluster.ts';

interface PremiseServices {
  readonly capabilities?: CapabilityFile | undefined;
  readonly policyKinds?: Premises['policyKinds'];
  readonly patternProblem?: Premises['patternProblem'];
}

/** What verdicts of a cluster take for granted. Manifests rarely hold classes; a live cluster holds all that it has. */
export function premisesOf({ source }: ConnectedCluster, services: PremiseServices): Premises {
  return {
    absentClass: source === 'MANIFESTS' ? 'assumed' : 'missing',
    capabilities: services.capabilities ?? NO_CAPABILITY_FILE,
    policyKinds: services.policyKinds,
    patternProblem: services.patternProblem,
  };
}
