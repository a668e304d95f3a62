/**
 * What is public about a Secret or ConfigMap. Readers put these fields in place of `data`, `binaryData` and
 * `stringData` when an object arrives, and drop the contents there and then: no response, log, error or metric can
 * hold what is not kept.
 */
export interface DataFacts {
  /** Names of the entries, sorted by bytes. */
  readonly keys: readonly string[];
  /** Public certificates of `tls.crt` and `ca.crt`, in file order; [] where there are none. */
  readonly certificates: readonly CertificateFacts[];
  /** Per entry that should hold PEM (`tls.crt`, `tls.key`, `ca.crt`) and does not: what is wrong with it, as the end of a sentence. */
  readonly problems: { readonly [entry: string]: string };
}

export interface CertificateFacts {
  /** The entry that holds it: `tls.crt` or `ca.crt`. */
  readonly entry: string;
  /** RFC 4514 text: `CN=shop.example.com,O=Shop`. */
  readonly subject: string;
  readonly issuer: string;
  /** DNS names of the subject alternative names. */
  readonly dnsNames: readonly string[];
  /** RFC 3339 text: `2026-11-23T00:00:00Z`. */
  readonly notBefore: string;
  readonly notAfter: string;
}
