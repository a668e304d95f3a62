import type { Json } from '../../kube/json.ts';

/** The API server's word, whatever the status: what it means for a question is up to who asked. */
export interface ApiAnswer {
  readonly state: 'answered';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Absent where the body is no JSON. */
  readonly body: Json | undefined;
}

/** No word at all. `message` is fit for users. */
export interface NoAnswer {
  readonly state: 'unavailable';
  readonly cause: 'unauthenticated' | 'unreachable';
  readonly message: string;
}

export type CallResult = ApiAnswer | NoAnswer;

/** `unreachable`, in words. */
export function unreachable(message: string): NoAnswer {
  return { state: 'unavailable', cause: 'unreachable', message };
}

/** `unauthenticated`, in words. */
export function unauthenticated(message: string): NoAnswer {
  return { state: 'unavailable', cause: 'unauthenticated', message };
}
