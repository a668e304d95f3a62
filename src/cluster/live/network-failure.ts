/** What went wrong below HTTP, as the end of `the API server of cluster X ...`. */
export interface NetworkFailure {
  readonly words: string;
  /** Whether the same call may well succeed a moment later. */
  readonly passing: boolean;
}

const UNTRUSTED =
  'has a certificate that the kubeconfig does not trust; check its certificate-authority-data';

const FAILURES: Readonly<Record<string, NetworkFailure>> = {
  ECONNREFUSED: { words: 'refuses connections; check that it runs', passing: true },
  ECONNRESET: { words: 'broke the connection off', passing: true },
  EPIPE: { words: 'broke the connection off', passing: true },
  UND_ERR_SOCKET: { words: 'broke the connection off', passing: true },
  EAI_AGAIN: { words: 'has a host name that cannot be looked up right now', passing: true },
  ENOTFOUND: {
    words: 'has a host name that nobody knows; check the server in the kubeconfig',
    passing: false,
  },
  EHOSTUNREACH: { words: 'cannot be reached over the network', passing: false },
  ENETUNREACH: { words: 'cannot be reached over the network', passing: false },
  ETIMEDOUT: { words: 'did not answer in time', passing: false },
  UND_ERR_CONNECT_TIMEOUT: { words: 'did not answer in time', passing: false },
  UND_ERR_HEADERS_TIMEOUT: { words: 'did not answer in time', passing: false },
  UND_ERR_BODY_TIMEOUT: { words: 'stopped in the middle of an answer', passing: false },
  UND_ERR_DESTROYED: { words: 'is no longer connected', passing: false },
  UND_ERR_CLOSED: { words: 'is no longer connected', passing: false },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { words: UNTRUSTED, passing: false },
  UNABLE_TO_GET_ISSUER_CERT: { words: UNTRUSTED, passing: false },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { words: UNTRUSTED, passing: false },
  DEPTH_ZERO_SELF_SIGNED_CERT: { words: UNTRUSTED, passing: false },
  SELF_SIGNED_CERT_IN_CHAIN: { words: UNTRUSTED, passing: false },
  CERT_SIGNATURE_FAILURE: { words: UNTRUSTED, passing: false },
  CERT_HAS_EXPIRED: { words: 'has a certificate that has expired', passing: false },
  CERT_NOT_YET_VALID: { words: 'has a certificate that is not valid yet', passing: false },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    words: 'has a certificate for other names; set tls-server-name in the kubeconfig',
    passing: false,
  },
  ERR_SSL_WRONG_VERSION_NUMBER: { words: 'does not speak TLS; check its server URL', passing: false },
};

/** Errors of node and undici in words of ours: theirs name addresses, files and parts of requests. */
export function networkFailure(error: unknown): NetworkFailure {
  const code = codeOf(error);
  const known = FAILURES[code];
  if (known) return known;
  if (code.startsWith('ERR_SSL_TLSV1_ALERT') || code.startsWith('ERR_SSL_SSLV3_ALERT')) {
    return { words: 'does not accept the client certificate', passing: false };
  }
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_OSSL')) {
    return { words: 'and this client cannot agree on TLS; check the certificates', passing: false };
  }
  return { words: `cannot be asked (${code || 'unknown network error'})`, passing: false };
}

/** The first code in the error or below it; connecting to several addresses gives an AggregateError. */
function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return '';
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string') return code;
  const inner = Array.isArray(errors) ? errors[0] : cause;
  return codeOf(inner, depth + 1);
}
