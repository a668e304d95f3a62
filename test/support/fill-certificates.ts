import { type Certificate, selfSigned } from './certificates.ts';

const DAY = 24 * 60 * 60 * 1000;
const PLACEHOLDER = /\{\{(cert|key|cert-text|key-text):([^}]*)\}\}/g;
const CONTENT = /^(\S+)(?: (-?\d+)\.\.(-?\d+))?$/;

/**
 * Replaces `{{cert:shop.example.com}}` and `{{key:shop.example.com}}` in a manifest by base64, as `data` of a Secret
 * takes it, and `{{cert-text:...}}`, `{{key-text:...}}` by PEM for a double-quoted YAML string (`stringData`,
 * ConfigMaps). Equal names give one pair. `shop.example.com -30..13` began 30 days ago and ends in 13.
 */
export function fillCertificates(manifest: string): string {
  const pairs = new Map<string, Certificate>();
  return manifest.replace(PLACEHOLDER, (_, form: string, content: string) => {
    const pair = pairs.get(content) ?? makePair(content);
    pairs.set(content, pair);
    const pem = form.startsWith('cert') ? pair.cert : pair.key;
    return form.endsWith('-text') ? pem.replaceAll('\n', '\\n') : Buffer.from(pem).toString('base64');
  });
}

function makePair(content: string): Certificate {
  const [, name, from, to] = CONTENT.exec(content) ?? [];
  if (name === undefined) throw new Error(`not a certificate placeholder: ${content}`);
  const request = { cn: name, dnsNames: [name] };
  if (from === undefined || to === undefined) return selfSigned(request);
  return selfSigned({ ...request, notBefore: daysFromNow(from), notAfter: daysFromNow(to) });
}

function daysFromNow(days: string): Date {
  return new Date(Date.now() + Number(days) * DAY);
}
