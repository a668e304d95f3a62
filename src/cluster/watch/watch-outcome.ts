/** Why a watch ended. */
export type WatchOutcome =
  /** By the server, as is normal after some minutes. */
  | { readonly end: 'closed' }
  /** The connection broke, or could not be made. */
  | { readonly end: 'broken' }
  /** No byte for longer than a healthy server is silent. */
  | { readonly end: 'stalled' }
  /** A line that is no event. */
  | { readonly end: 'corrupt' }
  /** The server's word: a status in place of the stream, or an ERROR event in it. */
  | {
      readonly end: 'refused';
      readonly status: number;
      readonly retryAfterMs: number;
      readonly inStream: boolean;
    }
  | { readonly end: 'stopped' };
