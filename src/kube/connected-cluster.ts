import type { ClusterReader, ClusterSnapshot } from './cluster-reader.ts';
import type { ClusterStatistics } from './cluster-statistics.ts';

export type ClusterSource = 'KUBERNETES' | 'MANIFESTS' | 'HYPOTHETICAL';

/** Whom a trusted proxy speaks for; fields of the `Impersonate-*` headers. */
export interface Impersonation {
  readonly user: string;
  readonly uid?: string | undefined;
  readonly groups: readonly string[];
  /** By key, as in the headers: in lower case, escaped. */
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** Who asks a cluster; without a field, nobody that is known. Nothing in it is ever logged. */
export interface Credentials {
  readonly bearerToken?: string | undefined;
  readonly impersonation?: Impersonation | undefined;
}

/** Who asks this server. The token is meant for the default cluster; each other cluster gets the one that names it. */
export interface CallerCredentials extends Credentials {
  readonly tokens?: ReadonlyMap<string, string> | undefined;
}

/** What of a caller's credentials is meant for a cluster: a token goes to no other one. */
export function credentialsFor(
  { bearerToken, impersonation, tokens }: CallerCredentials,
  cluster: string,
  isDefault: boolean,
): Credentials {
  const token = tokens?.get(cluster) ?? (isDefault ? bearerToken : undefined);
  return {
    ...(token === undefined ? {} : { bearerToken: token }),
    ...(impersonation === undefined ? {} : { impersonation }),
  };
}

export interface ReaderOptions {
  readonly credentials: Credentials;
  /** Aborted when the caller hangs up or the query's time is over. */
  readonly signal?: AbortSignal | undefined;
}

/** `openReader` of a cluster: one reader an execution. */
export type ReaderFactory = (options: ReaderOptions) => ClusterReader;

/** Whether a cluster knows the caller; `reason` is fit for callers. */
export type Admission = { readonly admitted: true } | { readonly admitted: false; readonly reason: string };

export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

/** One cluster that this process serves, for as long as the process runs. */
export interface ConnectedCluster {
  readonly name: string;
  readonly source: ClusterSource;
  readonly openReader: ReaderFactory;
  /**
   * Asks the cluster who the caller is and what it may list, so that the execution that follows need not. A cluster
   * that does not answer refuses nobody: its readers say so. Absent where nobody has to say who he is.
   */
  admit?(credentials: Credentials): Promise<Admission>;
  readiness(): Promise<Readiness>;
  /**
   * All that is held in memory, for what is computed ahead of queries; undefined until all of it is there. Nobody has
   * been asked who may see it. Absent where nothing changes, or nothing is held.
   */
  held?(): ClusterSnapshot | undefined;
  /** What it has cost and met; absent where nothing is counted. */
  statistics?(): ClusterStatistics;
  close(): Promise<void>;
}
