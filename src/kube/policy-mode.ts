/** `DIRECT`: a policy affects only what it names; `INHERITED`: that, and everything below it (GEP-713). */
export type PolicyMode = 'DIRECT' | 'INHERITED';

/** The label by which a CRD says that its kind is a policy. */
export const POLICY_LABEL = 'gateway.networking.k8s.io/policy';

/** What the value of the label means: tools write it in any case, and `true` for direct ones. */
export function readPolicyMode(label: string | undefined): PolicyMode | undefined {
  if (label === undefined) return undefined;
  return label.toLowerCase() === 'inherited' ? 'INHERITED' : 'DIRECT';
}
