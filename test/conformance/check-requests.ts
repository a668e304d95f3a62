import type { ConnectedCluster } from '../../src/kube/connected-cluster.ts';
import type { PreparedStep } from './case-objects.ts';
import { checkRequest, simulationInput } from './check-request.ts';
import { needsRunningSystem, type RequestExpectation } from './request-expectation.ts';
import { simulate } from './simulated-requests.ts';

/** Sends every request of a step that can be judged without a running system. */
export async function checkRequests(step: PreparedStep, cluster: ConnectedCluster) {
  const requests = step.requests as unknown as readonly RequestExpectation[];
  const judged = requests.filter((request) => !needsRunningSystem(request));
  const failures: string[] = [];
  for (const request of judged) {
    const problem = checkRequest(request, await simulate(cluster, simulationInput(request)));
    if (problem !== undefined) failures.push(`request ${request.id}: ${problem}`);
  }
  return { checked: judged.length, leftOut: requests.length - judged.length, failures };
}
