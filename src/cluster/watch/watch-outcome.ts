/** Why a watch ended. */
export type WatchOutcome =
  /** By the server, as is normal after some minutes. */
  | { readonly end: 'closed' }
  /** The connection broke, or (with a `message`, fit for users) could not be made. */
  | { readonly end: 'broken'; readonly message?: string }
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

/** What went wrong, as a sentence for users. */
export function problemOf(outcome: WatchOutcome, plural: string, clusterName: string): string {
  if (outcome.end === 'broken' && outcome.message !== undefined) return outcome.message;
  return `the API server of cluster ${clusterName} ${deedOf(outcome, plural)}`;
}

function deedOf(outcome: WatchOutcome, plural: string): string {
  if (outcome.end === 'refused') return `does not let ${plural} be watched (status ${outcome.status})`;
  if (outcome.end === 'corrupt') return `sent an event of ${plural} that cannot be read`;
  return `broke off a watch of ${plural}`;
}
