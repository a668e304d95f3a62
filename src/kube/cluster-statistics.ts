import type { GroupKind } from './object-key.ts';

/** How one kind is kept in memory: what its lists and watches have done and met since the process began. */
export interface KindStatistics extends GroupKind {
  /** Holds all objects of the kind. */
  readonly synced: boolean;
  /** What is held may be behind: nobody is being told of changes right now. */
  readonly stale: boolean;
  /** Seconds since the server last said anything about the kind; absent before it first did. */
  readonly age?: number | undefined;
  readonly objects: number;
  /** Bytes that lists and watches brought. */
  readonly receivedBytes: number;
  readonly lists: number;
  readonly watches: number;
  readonly events: number;
  /** Lists after the first, by why a watch could not go on: `expired`, `corrupt`, `errors`, `refused`. */
  readonly relists: Readonly<Record<string, number>>;
  readonly decodeErrors: number;
  readonly stalls: number;
  readonly listenerFailures: number;
}

/** How often the API server was asked who a caller is and what they may do, and how often that was known. */
export interface ReviewCount {
  readonly review: 'identity' | 'access' | 'rules';
  readonly result: 'asked' | 'cached' | 'failed';
  readonly count: number;
}

/** What one cluster has cost and met; read by metrics. Names no object and no caller. */
export interface ClusterStatistics {
  /** Kinds that are held in memory, or are to be. */
  readonly kinds: readonly KindStatistics[];
  readonly reviews?: readonly ReviewCount[] | undefined;
}
