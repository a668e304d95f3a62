import type { Rule } from './fact.ts';
import { misreadField } from './misread-field.ts';
import type { Position } from './position.ts';
import type { Reference } from './reference.ts';
import { broken, isResolved, type Resolution, referenceFinding } from './resolution.ts';
import { resolveBackend } from './resolve-backend.ts';
import { dataReferenceRule } from './resolve-data-reference.ts';
import { resolveExtension, resolveGatewayClass, resolveOther } from './resolve-existing.ts';
import { resolveGatewayParameters, resolveParameters } from './resolve-parameters.ts';
import { resolveAncestor, resolveListenerSetParent, resolveParent } from './resolve-parent.ts';
import { resolvePolicyTarget } from './resolve-policy-target.ts';

const RULES: { readonly [P in Position]: (reference: Reference) => Rule<Resolution> } = {
  ancestor: resolveAncestor,
  backend: resolveBackend,
  certificate: dataReferenceRule('certificate'),
  clientCertificate: dataReferenceRule('clientCertificate'),
  extension: resolveExtension,
  frontendCa: dataReferenceRule('frontendCa'),
  gatewayClass: resolveGatewayClass,
  gatewayParameters: resolveGatewayParameters,
  listenerSetParent: resolveListenerSetParent,
  other: resolveOther,
  parameters: resolveParameters,
  parent: resolveParent,
  policyCa: dataReferenceRule('policyCa'),
  policyTarget: resolvePolicyTarget,
};

/** The reason a reference with an empty name has; each position says "not there" in its own word. */
const NAMELESS: { readonly [P in Position]: Resolution['reason'] } = {
  ancestor: 'ParentNotFound',
  backend: 'BackendNotFound',
  certificate: 'InvalidCertificateRef',
  clientCertificate: 'InvalidClientCertificateRef',
  extension: 'BackendNotFound',
  frontendCa: 'InvalidCACertificateRef',
  gatewayClass: 'ParentNotFound',
  gatewayParameters: 'InvalidParameters',
  listenerSetParent: 'ParentNotFound',
  other: 'TargetNotFound',
  parameters: 'InvalidParameters',
  parent: 'ParentNotFound',
  policyCa: 'InvalidCACertificateRef',
  policyTarget: 'TargetNotFound',
};

/** Likewise for an empty kind, where the position has no kind of its own to fill in. */
const KINDLESS: { readonly [P in Position]?: Resolution['reason'] } = {
  certificate: 'InvalidCertificateRef',
  clientCertificate: 'InvalidClientCertificateRef',
  frontendCa: 'InvalidCACertificateKind',
  gatewayParameters: 'InvalidParameters',
  parameters: 'InvalidParameters',
};

/** Whether `reference` resolves, by the rule of its position. Never throws, whatever the objects hold. */
export function resolveReference(reference: Reference): Rule<Resolution> {
  const { position, target } = reference;
  if (target.name === '' || target.kind === '') return incomplete(reference);
  return target.group === 'core' ? ofGroupCore(reference) : RULES[position](reference);
}

/** semantics.md B.6: `core` is another group than the core group, and hardly what anybody means. */
function* ofGroupCore(reference: Reference): Rule<Resolution> {
  const resolution = yield* RULES[reference.position](reference);
  if (isResolved(resolution)) return resolution;
  const hint = `Write group: "" for kind ${reference.target.kind}.`;
  const message = 'the core group is written "", "core" is another group';
  const warning = referenceFinding(reference, 'GROUP_CORE', message, { hint });
  return { ...resolution, hint, warnings: [...resolution.warnings, warning] };
}

// biome-ignore lint/correctness/useYield: a rule that has nothing to ask
function* incomplete(reference: Reference): Rule<Resolution> {
  const { position, target } = reference;
  if (target.name === '') {
    const written = misreadField(reference, 'name');
    const message =
      written === undefined ? 'the reference has no name' : `name ${JSON.stringify(written)} is no text`;
    return broken(reference, NAMELESS[position], message);
  }
  return broken(reference, KINDLESS[position] ?? 'InvalidKind', 'the reference has no kind');
}
