/** What one API server has turned out to do; shared by the reflectors of its cluster. */
export interface ServerTraits {
  /** It sends bookmarks, about one a minute, so that a silence means something. */
  sendsBookmarks: boolean;
}
