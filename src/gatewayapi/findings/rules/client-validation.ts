import { asList, getIn, type Json } from '../../../kube/json.ts';
import type { ObjectKey } from '../../../kube/object-key.ts';
import { verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { GATEWAY } from '../../groups.ts';
import { type ClientValidation, frontendValidation } from '../../listeners/frontend-validation.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

/** How clients identify themselves (semantics.md A.2 rows 17 and 18), beyond the CAs that do not resolve. */
export const clientValidation: FindingRule = {
  codes: ['CA_CERTIFICATE_INVALID', 'CLIENT_VALIDATION_INSECURE'],
  kinds: [GATEWAY],
  *find(gateway, key) {
    const frontend = getIn(gateway, 'spec', 'tls', 'frontend');
    if (frontend === undefined) return [];
    const answer = yield* verdict(frontendValidation, key);
    if (answer.state !== 'judged') return [];
    const { default: ofAll, ports } = answer.value;
    const path = 'spec.tls.frontend';
    const findings = check(key, getIn(frontend, 'default'), `${path}.default`, ofAll);
    const ofPorts = asList(getIn(frontend, 'perPort')).flatMap((block, index) =>
      check(key, getIn(block, 'tls'), `${path}.perPort[${index}].tls`, ports[index]?.validation),
    );
    return [...findings, ...ofPorts];
  },
};

function check(
  key: ObjectKey,
  tls: Json | undefined,
  path: string,
  judged: ClientValidation | undefined,
): readonly TimedFinding[] {
  const findings: TimedFinding[] = [];
  if (judged?.usable === false && judged.references.state === 'resolved') {
    const message = 'client validation names no CA certificates, so that no listener for it is accepted';
    findings.push(
      findingOf(key, {
        code: 'CA_CERTIFICATE_INVALID',
        message,
        path: `${path}.validation`,
        hint: NAME_A_CA,
      }),
    );
  }
  if (getIn(tls, 'validation', 'mode') === 'AllowInsecureFallback') {
    const message = 'clients whose certificate is missing or not valid are let in all the same';
    findings.push(
      findingOf(key, {
        code: 'CLIENT_VALIDATION_INSECURE',
        message,
        path: `${path}.validation.mode`,
        hint: STRICT,
      }),
    );
  }
  return findings;
}

const NAME_A_CA = 'Name a ConfigMap with the entry ca.crt in caCertificateRefs.';
const STRICT = 'Leave mode out, or write AllowValidOnly, once all clients have certificates.';
