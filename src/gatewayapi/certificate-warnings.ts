import { asList, asString, getIn, isObject } from '../kube/json.ts';
import type { RawObject } from '../kube/raw-object.ts';
import type { TimedFinding } from './finding.ts';
import type { Reference } from './reference.ts';
import { referenceFinding, targetText } from './resolution.ts';

export const EXPIRY_NOTICE_DAYS = 14;
const DAY = 24 * 60 * 60 * 1000;

/** When the certificates of a Secret or ConfigMap are out of date, and when they are about to be. */
export function certificateWarnings(reference: Reference, data: RawObject): readonly TimedFinding[] {
  return asList(data['certificates'])
    .filter(isObject)
    .flatMap((certificate) => {
      const notBefore = Date.parse(asString(certificate['notBefore']) ?? '');
      const notAfter = Date.parse(asString(certificate['notAfter']) ?? '');
      const which = `the certificate ${asString(getIn(certificate, 'subject')) ?? ''} in ${targetText(reference)}`;
      return [
        ...lateWarnings(reference, which, { notBefore, notAfter }),
        ...earlyWarning(reference, which, { notBefore, notAfter }),
      ];
    });
}

const RENEW = 'Renew the certificate and update the object that holds it.';

interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

function lateWarnings(
  reference: Reference,
  which: string,
  { notBefore, notAfter }: Validity,
): readonly TimedFinding[] {
  if (Number.isNaN(notAfter)) return [];
  const expired = `${which} expired at ${timeText(notAfter)}`;
  const expires = `${which} expires at ${timeText(notAfter)}`;
  const noticed = notAfter - EXPIRY_NOTICE_DAYS * DAY;
  return [
    { ...referenceFinding(reference, 'CERTIFICATE_EXPIRED', expired, { hint: RENEW }), from: notAfter },
    {
      ...referenceFinding(reference, 'CERTIFICATE_EXPIRING', expires, { hint: RENEW }),
      from: Number.isNaN(notBefore) ? noticed : Math.max(noticed, notBefore),
      until: notAfter,
    },
  ];
}

/** Of a certificate that expires before it begins, the end is what counts. */
function earlyWarning(
  reference: Reference,
  which: string,
  { notBefore, notAfter }: Validity,
): readonly TimedFinding[] {
  if (Number.isNaN(notBefore)) return [];
  const message = `${which} is not valid before ${timeText(notBefore)}`;
  const until = Number.isNaN(notAfter) ? notBefore : Math.min(notBefore, notAfter);
  return [{ ...referenceFinding(reference, 'CERTIFICATE_NOT_YET_VALID', message), until }];
}

function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
