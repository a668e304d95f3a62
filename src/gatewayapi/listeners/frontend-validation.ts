import { asList, asNumber, getIn, isObject, type Json } from '../../kube/json.ts';
import { type CombinedReferences, combineResolutions } from '../conditions/combine-resolutions.ts';
import { type Rule, verdictRule } from '../fact.ts';
import { defaultReference } from '../reference.ts';
import type { ReferenceSite } from '../reference-site.ts';
import { isResolved, type Resolution } from '../resolution.ts';
import { resolveReference } from '../resolve-reference.ts';
import { specSites } from '../spec-references.ts';

/** How clients have to identify themselves on the ports that one block of `spec.tls.frontend` is for. */
export interface ClientValidation {
  readonly references: CombinedReferences;
  /** Whether one CA can be used; undefined where that could not be found out. */
  readonly usable: boolean | undefined;
}

export interface FrontendValidation {
  readonly default: ClientValidation | undefined;
  /** Each replaces the default for its port; one without validation turns it off. */
  readonly ports: readonly { readonly port: number; readonly validation: ClientValidation | undefined }[];
  /** Whether some port accepts clients whose certificate is not valid. */
  readonly insecure: boolean;
}

/** semantics.md A.2 rows 17 and 18: client certificate validation of a Gateway. */
export const frontendValidation = verdictRule<FrontendValidation>('frontendValidation', function* (gateway) {
  const frontend = getIn(gateway, 'spec', 'tls', 'frontend');
  const perPort = asList(getIn(frontend, 'perPort'));
  const sites = specSites(gateway, 'frontendCa');
  const ports = [];
  for (const [index, block] of perPort.entries()) {
    const ofPort = sites.filter(({ indices }) => indices.length > 1 && indices[0] === index);
    const validation = yield* clientValidation(getIn(block, 'tls', 'validation'), ofPort);
    ports.push({ port: asNumber(getIn(block, 'port')) ?? 0, validation });
  }
  const ofDefault = sites.filter(({ indices }) => indices.length === 1);
  return {
    default: yield* clientValidation(getIn(frontend, 'default', 'validation'), ofDefault),
    ports,
    insecure: [getIn(frontend, 'default'), ...perPort.map((block) => getIn(block, 'tls'))].some(isInsecure),
  };
});

/** The validation that clients of a port meet. */
export function validationOnPort(frontend: FrontendValidation, port: number): ClientValidation | undefined {
  const own = frontend.ports.find((block) => block.port === port);
  return own === undefined ? frontend.default : own.validation;
}

function isInsecure(tls: Json | undefined): boolean {
  return getIn(tls, 'validation', 'mode') === 'AllowInsecureFallback';
}

function* clientValidation(
  validation: Json | undefined,
  sites: readonly ReferenceSite[],
): Rule<ClientValidation | undefined> {
  if (!isObject(validation)) return undefined;
  const resolutions: Resolution[] = [];
  for (const site of sites) resolutions.push(yield* resolveReference(defaultReference(site)));
  const references = combineResolutions(resolutions);
  const usable = resolutions.some(isResolved) || (references.state === 'unknown' ? undefined : false);
  return { references, usable };
}
