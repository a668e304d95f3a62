import type { ClusterReader, ClusterSnapshot } from './cluster-reader.ts';

export type ClusterSource = 'KUBERNETES' | 'MANIFESTS' | 'HYPOTHETICAL';

/** Who asks. Nothing in it is ever logged. */
export interface Credentials {
  readonly bearerToken?: string | undefined;
}

export interface ReaderOptions {
  readonly credentials: Credentials;
  /** Aborted when the caller hangs up or the query's time is over. */
  readonly signal?: AbortSignal | undefined;
}

/** `openReader` of a cluster: one reader an execution. */
export type ReaderFactory = (options: ReaderOptions) => ClusterReader;

export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

/** One cluster that this process serves, for as long as the process runs. */
export interface ConnectedCluster {
  readonly name: string;
  readonly source: ClusterSource;
  readonly openReader: ReaderFactory;
  readiness(): Promise<Readiness>;
  /**
   * All that is held in memory, for what is computed ahead of queries; undefined until all of it is there. Nobody has
   * been asked who may see it. Absent where nothing changes, or nothing is held.
   */
  held?(): ClusterSnapshot | undefined;
  close(): Promise<void>;
}
