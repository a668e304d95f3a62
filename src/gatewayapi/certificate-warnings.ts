import { asList, asString, getIn, isObject } from '../kube/json.ts';
import type { RawObject } from '../kube/raw-object.ts';
import type { Finding } from './finding.ts';
import type { Reference } from './reference.ts';
import { referenceFinding, targetText } from './resolution.ts';

export const EXPIRY_NOTICE_DAYS = 14;
const DAY = 24 * 60 * 60 * 1000;

/** Certificates of a Secret or ConfigMap that are out of date at `now` (milliseconds since 1970), or soon will be. */
export function certificateWarnings(reference: Reference, data: RawObject, now: number): readonly Finding[] {
  return asList(data['certificates'])
    .filter(isObject)
    .flatMap((certificate) => {
      const notBefore = Date.parse(asString(certificate['notBefore']) ?? '');
      const notAfter = Date.parse(asString(certificate['notAfter']) ?? '');
      const which = `the certificate ${asString(getIn(certificate, 'subject')) ?? ''} in ${targetText(reference)}`;
      if (notAfter <= now) {
        const message = `${which} expired at ${timeText(notAfter)}`;
        return [referenceFinding(reference, 'CERTIFICATE_EXPIRED', 'ERROR', message)];
      }
      if (notBefore > now) {
        const message = `${which} is not valid before ${timeText(notBefore)}`;
        return [referenceFinding(reference, 'CERTIFICATE_NOT_YET_VALID', 'ERROR', message)];
      }
      if (notAfter - now > EXPIRY_NOTICE_DAYS * DAY || Number.isNaN(notAfter)) return [];
      const message = `${which} expires at ${timeText(notAfter)}`;
      return [referenceFinding(reference, 'CERTIFICATE_EXPIRING', 'WARNING', message)];
    });
}

function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
