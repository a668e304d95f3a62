import { verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { GATEWAY, LISTENER_SET, X_LISTENER_SET } from '../../groups.ts';
import { ANY_HOSTNAME } from '../../hostname.ts';
import { listenerCertificates } from '../../listeners/listener-certificates.ts';
import { listenerVerdicts } from '../../listeners/listener-verdicts.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

const MOST_LISTED = 5;

/** Listeners whose certificates are good for other names than theirs. */
export const certificateHostnames: FindingRule = {
  codes: ['CERTIFICATE_HOSTNAME_MISMATCH'],
  kinds: [GATEWAY, LISTENER_SET, X_LISTENER_SET],
  *find(_owner, key) {
    const judged = yield* verdict(listenerVerdicts, key);
    const answer = yield* verdict(listenerCertificates, key);
    if (judged.state !== 'judged' || answer.state !== 'judged') return [];
    return judged.value.flatMap(({ listener }): readonly TimedFinding[] => {
      const { index, name, hostname } = listener;
      const certificates = answer.value[index];
      // One that could not be read may be the one that fits.
      if (hostname === ANY_HOSTNAME || certificates?.usable !== true) return [];
      if (certificates.references.state === 'unknown') return [];
      const { names } = certificates;
      if (names === undefined || names.some((certified) => servesSome(hostname, certified))) return [];
      const listed = names.slice(0, MOST_LISTED).join(', ') || 'no DNS names';
      return [
        findingOf(key, {
          code: 'CERTIFICATE_HOSTNAME_MISMATCH',
          message: `listener ${name} serves ${hostname}; its certificates are for ${listed}: clients refuse the connection`,
          path: `spec.listeners[${index}].tls.certificateRefs`,
          hint: `Use a certificate for ${hostname}.`,
        }),
      ];
    });
  },
};

/**
 * Whether a certificate is good for some name that a listener serves. A wildcard of a certificate stands for one
 * label (RFC 6125); of a listener's names, those that routes use may be the certified ones.
 */
function servesSome(hostname: string, certified: string): boolean {
  if (certified === hostname) return true;
  if (hostname.startsWith('*.')) return certified.endsWith(hostname.slice(1));
  const dot = hostname.indexOf('.');
  return certified.startsWith('*.') && dot > 0 && hostname.slice(dot) === certified.slice(1);
}
