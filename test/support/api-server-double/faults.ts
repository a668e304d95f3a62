import type { ServerResponse } from 'node:http';
import type { Answer } from './status-object.ts';
import { injected } from './status-object.ts';

/** Which requests; an absent part means any. A text is compared with the whole path, without the query. */
export interface RequestMatch {
  readonly method?: string;
  readonly path?: string | RegExp;
  /** Only the further pages of a list. */
  readonly continued?: boolean;
  /** Only watches, or anything but watches. */
  readonly watch?: boolean;
}

export interface Fault {
  /** The answer's status, `reset` to break the connection off, `hang` to never answer. */
  readonly with: number | 'reset' | 'hang';
  /** @default for ever */
  readonly times?: number;
  /** Seconds. */
  readonly retryAfter?: number;
  /** In place of a Status object. */
  readonly body?: Answer['body'];
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The faults that tests have put in the way, the latest first. */
export class Faults {
  #active: { readonly match: RequestMatch; readonly fault: Fault; left: number }[] = [];

  add(match: RequestMatch, fault: Fault): void {
    this.#active.unshift({ match, fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#active = [];
  }

  take(asked: Asked): Fault | undefined {
    const found = this.#active.find(({ match, left }) => left > 0 && matches(match, asked));
    if (found !== undefined) found.left -= 1;
    return found?.fault;
  }
}

export function matches({ method, path, continued, watch }: RequestMatch, asked: Asked): boolean {
  return (
    (method === undefined || method === asked.method) &&
    (watch === undefined || watch === (asked.query.get('watch') === 'true')) &&
    (continued === undefined || continued === asked.query.has('continue')) &&
    (path === undefined || (typeof path === 'string' ? path === asked.path : path.test(asked.path)))
  );
}

/** What a fault answers; undefined where it answers nothing. */
export function faultAnswer(fault: Fault, response: ServerResponse): Answer | undefined {
  if (fault.with === 'reset') response.socket?.destroy();
  if (typeof fault.with === 'string') return undefined;
  const { status, body } = injected(fault.with);
  return {
    status,
    body: fault.body ?? body,
    ...(fault.retryAfter === undefined ? {} : { headers: { 'retry-after': String(fault.retryAfter) } }),
  };
}
