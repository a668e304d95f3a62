import type { WatchListSupport } from './watch-list-support.ts';

/** What one API server has turned out to do; shared by the reflectors of its cluster. */
export interface ServerTraits {
  /** It sends bookmarks, about one a minute, so that a silence means something. */
  sendsBookmarks: boolean;
  /** Whether its watches can begin with all objects. */
  readonly watchList: WatchListSupport;
}
