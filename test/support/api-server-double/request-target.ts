/** What the path of an API request names. */
export interface RequestTarget {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

/** `/apis/apps/v1/namespaces/shop/deployments/cart`; undefined for paths that name no resource. */
export function requestTarget(path: string): RequestTarget | undefined {
  const parts = path.split('/').slice(1).map(decodeURIComponent);
  const [root] = parts;
  if (root !== 'api' && root !== 'apis') return undefined;
  const group = root === 'api' ? '' : (parts[1] ?? '');
  const [version, ...rest] = parts.slice(root === 'api' ? 1 : 2);
  if (version === undefined) return undefined;
  const [first, namespace, plural, name] = rest;
  // `/namespaces/shop` is a Namespace; with more behind it, it is where a resource lives.
  if (first === 'namespaces' && namespace !== undefined && plural !== undefined) {
    return rest.length > 4 ? undefined : { group, version, plural, namespace, name };
  }
  if (first === undefined || rest.length > 2) return undefined;
  return { group, version, plural: first, namespace: undefined, name: namespace };
}
