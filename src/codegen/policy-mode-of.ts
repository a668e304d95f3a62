import { asObject, asString, getIn, type Json, type JsonObject } from '../kube/json.ts';
import { POLICY_LABEL, type PolicyMode, readPolicyMode } from '../kube/policy-mode.ts';

/**
 * Whether a CRD is that of a policy, and of which mode (semantics.md E.1): its label says so. Where it has none, a kind
 * whose name ends in `Policy` and whose spec names targets is one too.
 */
export function policyModeOfCrd(
  crd: JsonObject,
  { kind, schema }: { readonly kind: string; readonly schema: JsonObject | undefined },
): PolicyMode | undefined {
  const label = asString(getIn(crd, 'metadata', 'labels', POLICY_LABEL));
  if (label !== undefined) return readPolicyMode(label);
  const fields = asObject(getIn(schema, 'properties', 'spec', 'properties'));
  const single = asObject(getIn(fields, 'targetRef', 'properties'));
  const several = asObject(getIn(fields, 'targetRefs', 'items', 'properties'));
  const namesTargets = [single, several].some((ref) => TARGET_FIELDS.every((field) => field in ref));
  return namesTargets && isPolicyName(kind) ? modeByFields(fields) : undefined;
}

/** The same of a spec, where nobody has the CRD. */
export function policyModeOfSpec(kind: string, spec: Json | undefined): PolicyMode | undefined {
  const fields = asObject(spec);
  const refs = [fields['targetRef'], fields['targetRefs']].flat().map(asObject);
  const namesTargets = refs.some((ref) => TARGET_FIELDS.every((field) => asString(ref[field]) !== undefined));
  return namesTargets && isPolicyName(kind) ? modeByFields(fields) : undefined;
}

const TARGET_FIELDS = ['group', 'kind', 'name'];
/** Only what is handed down has defaults, or overrides what stands below. */
const INHERITED_FIELDS = ['default', 'defaults', 'override', 'overrides'];

function isPolicyName(kind: string): boolean {
  return kind.endsWith('Policy');
}

function modeByFields(fields: JsonObject): PolicyMode {
  return INHERITED_FIELDS.some((field) => field in fields) ? 'INHERITED' : 'DIRECT';
}
