/** One resource of an API group version, without its subresources. */
export interface DiscoveredResource {
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** What discovery says of one group version. */
export interface GroupVersion {
  readonly group: string;
  readonly version: string;
  /** The server could not find out what it serves right now: what is missing here may still be served. */
  readonly stale: boolean;
  readonly resources: readonly DiscoveredResource[];
}
