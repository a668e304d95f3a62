/**
 * The words of a kind: a run of capitals is one word (`BackendTLSPolicy` -> Backend TLS Policy), digits belong to
 * the word before them.
 */
export function wordsOfKind(kind: string): readonly string[] {
  return kind.match(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g) ?? [];
}

/** The words of a group: `multicluster.x-k8s.io` -> multicluster x k8s io. */
export function wordsOfGroup(group: string): readonly string[] {
  return group.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
}

/** `backendTlsPolicy` of `BackendTLSPolicy`; `networkingIstioIoGateway` with the group `networking.istio.io`. */
export function singularField(kind: string, group = ''): string {
  const words = [...wordsOfGroup(group), ...wordsOfKind(kind)].map((word) => word.toLowerCase());
  return words.map((word, index) => (index === 0 ? word : upperFirst(word))).join('');
}

/** The plural of a query field: y -> ies after a consonant; s, x, z, ch and sh take es; all others s. */
export function pluralField(singular: string): string {
  if (/[^aeiou]y$/i.test(singular)) return `${singular.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/i.test(singular) ? `${singular}es` : `${singular}s`;
}

export function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
