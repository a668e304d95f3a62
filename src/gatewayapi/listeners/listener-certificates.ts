import { asList, asString, getIn } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import {
  ALL_RESOLVED,
  type CombinedReferences,
  combineResolutions,
} from '../conditions/combine-resolutions.ts';
import { type Rule, verdictRule } from '../fact.ts';
import { readHostname } from '../hostname.ts';
import { defaultReference } from '../reference.ts';
import type { ReferenceSite } from '../reference-site.ts';
import { isResolved, type Resolution } from '../resolution.ts';
import { resolveReference } from '../resolve-reference.ts';
import { specSites } from '../spec-references.ts';

/** What the certificateRefs of one listener come to. */
export interface ListenerCertificates {
  readonly references: CombinedReferences;
  /** Whether one can be served; undefined where that could not be found out. */
  readonly usable: boolean | undefined;
  /** DNS names of the certificates that can be served; undefined where they could not be read. */
  readonly names: readonly string[] | undefined;
}

/** For listeners that name no certificate. */
export const NO_CERTIFICATES: ListenerCertificates = { references: ALL_RESOLVED, usable: true, names: [] };

/** semantics.md B.7: the certificates of a Gateway's or ListenerSet's listeners, by the position of the listener. */
export const listenerCertificates = verdictRule<readonly (ListenerCertificates | undefined)[]>(
  'listenerCertificates',
  function* (owner) {
    const byListener: (ListenerCertificates | undefined)[] = [];
    const sites = specSites(owner, 'certificate').filter(needsCertificate);
    for (const [index, ofListener] of Map.groupBy(sites, ({ indices }) => indices[0] ?? 0)) {
      byListener[index] = yield* readCertificates(ofListener);
    }
    return Array.from(byListener);
  },
);

/** A listener that passes TLS through ignores its certificates (D.6). */
function needsCertificate({ owner, indices }: ReferenceSite): boolean {
  const listener = asList(getIn(owner, 'spec', 'listeners'))[indices[0] ?? 0];
  return getIn(listener, 'tls', 'mode') !== 'Passthrough' && WITH_TLS.has(getIn(listener, 'protocol'));
}

const WITH_TLS: ReadonlySet<unknown> = new Set(['HTTPS', 'TLS']);

function* readCertificates(sites: readonly ReferenceSite[]): Rule<ListenerCertificates> {
  const resolutions: Resolution[] = [];
  for (const site of sites) resolutions.push(yield* resolveReference(defaultReference(site)));
  const references = combineResolutions(resolutions);
  const served = resolutions.filter(isResolved);
  return {
    references,
    usable: served.length > 0 || (references.state === 'unknown' ? undefined : false),
    names: namesOf(served),
  };
}

/** A certificate that is assumed to exist has no names that anybody knows. */
function namesOf(served: readonly Resolution[]): readonly string[] | undefined {
  const secrets = served.map(({ referent }) => referent).filter((referent) => referent !== undefined);
  return secrets.length < served.length ? undefined : [...new Set(secrets.flatMap(dnsNames))];
}

/** Of the certificate that is served, which is the first of the chain. */
function dnsNames(secret: RawObject): readonly string[] {
  const leaf = asList(secret['certificates']).find(
    (certificate) => getIn(certificate, 'entry') === 'tls.crt',
  );
  return asList(getIn(leaf, 'dnsNames')).flatMap((name) => {
    const text = asString(name);
    return text === undefined ? [] : [readHostname(text)];
  });
}
