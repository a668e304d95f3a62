import { asList, asString, getIn } from '../../kube/json.ts';
import { POLICY_LABEL, type PolicyMode, readPolicyMode } from '../../kube/policy-mode.ts';
import type { Transport } from './transport.ts';

/** Modes by the name of the CRD: `authpolicies.example.com`. */
export type PolicyModes = ReadonlyMap<string, PolicyMode>;

const LABELLED = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions?labelSelector=${encodeURIComponent(POLICY_LABEL)}`;
/** Not their schemas, which can be megabytes. */
const ACCEPT = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** The kinds that CRDs say are policies; undefined where that may not be read, or not right now. */
export async function readPolicyModes(transport: Transport): Promise<PolicyModes | undefined> {
  const answer = await transport.get(LABELLED, { accept: ACCEPT, attempts: 1 });
  if (answer.state !== 'answered' || answer.status !== 200) return undefined;
  const modes = new Map<string, PolicyMode>();
  for (const crd of asList(getIn(answer.body, 'items'))) {
    const name = asString(getIn(crd, 'metadata', 'name'));
    const mode = readPolicyMode(asString(getIn(crd, 'metadata', 'labels', POLICY_LABEL)));
    if (name !== undefined && mode !== undefined) modes.set(name, mode);
  }
  return modes;
}
