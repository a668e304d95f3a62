import type { Readable } from 'node:stream';
import type { ServedResource } from '../../kube/cluster-reader.ts';
import { resourcePath } from '../live/resource-path.ts';
import type { Runtime } from '../live/runtime.ts';
import { decodeWatchEvent, type WatchEvent } from './decode-watch-event.ts';
import { LineSplitter } from './line-splitter.ts';
import { retryAfterMs } from './retry-after.ts';
import { discard, type StreamTransport } from './stream-transport.ts';
import type { TimeSlices } from './time-slices.ts';
import type { WatchOutcome } from './watch-outcome.ts';

/** An object is at most about 3 MB, which is what etcd takes. */
const MAX_LINE_BYTES = 10 * 1024 * 1024;

/** The silence that is allowed becomes shorter while a watch runs: with the first bookmark. */
const GUARD_EVERY_MS = 30_000;

export interface WatchOnceOptions {
  readonly transport: StreamTransport;
  readonly resource: ServedResource;
  readonly accept: string;
  /** Query parameters beside those that every watch has. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly runtime: Runtime;
  readonly slices: TimeSlices;
  readonly signal: AbortSignal;
  /** How long the server may say nothing; asked anew from time to time. */
  readonly silenceMs: () => number;
  readonly onOpen: () => void;
  /** For anything that arrives, events or not. */
  readonly onContact: (bytes: number) => void;
  readonly onEvent: (event: Exclude<WatchEvent, { type: 'error' }>) => void;
}

/** One watch, from its request to its end. Never rejects. */
export async function watchOnce(options: WatchOnceOptions): Promise<WatchOutcome> {
  const { signal } = options;
  const own = new AbortController();
  const stop = () => own.abort();
  if (signal.aborted) return { end: 'stopped' };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const outcome = await openAndRead(options, own);
    return signal.aborted ? { end: 'stopped' } : outcome;
  } finally {
    signal.removeEventListener('abort', stop);
    own.abort();
  }
}

async function openAndRead(options: WatchOnceOptions, own: AbortController): Promise<WatchOutcome> {
  const { transport, resource, accept, parameters, runtime } = options;
  const query = new URLSearchParams({ watch: 'true', allowWatchBookmarks: 'true', ...parameters });
  const path = `${resourcePath(resource, undefined)}?${query}`;
  const opened = await transport.open(path, { accept, signal: own.signal, watch: true });
  if (opened.state !== 'opened') return { end: 'broken', message: opened.message };
  if (opened.status !== 200) {
    discard(opened.body);
    const delay = retryAfterMs(opened.headers['retry-after'], runtime.now());
    return { end: 'refused', status: opened.status, retryAfterMs: delay, inStream: false };
  }
  options.onOpen();
  return await readGuarded(options, opened.body, own);
}

/** Reads until the stream ends, or has been silent for too long. */
async function readGuarded(
  options: WatchOnceOptions,
  body: Readable,
  own: AbortController,
): Promise<WatchOutcome> {
  const { runtime, silenceMs, onContact } = options;
  let heardAt = runtime.now();
  let stalled = false;
  const hear = (bytes: number) => {
    heardAt = runtime.now();
    onContact(bytes);
  };
  const guard = async () => {
    while (!own.signal.aborted) {
      const left = heardAt + silenceMs() - runtime.now();
      if (left <= 0) {
        stalled = true;
        own.abort();
      } else await runtime.sleep(Math.min(left, GUARD_EVERY_MS), own.signal);
    }
  };
  const guarding = guard();
  try {
    return await readEvents(options, body, hear);
  } catch {
    return stalled ? { end: 'stalled' } : { end: 'broken' };
  } finally {
    own.abort();
    discard(body);
    await guarding;
  }
}

async function readEvents(
  { resource, slices, onEvent }: WatchOnceOptions,
  body: Readable,
  hear: (bytes: number) => void,
): Promise<WatchOutcome> {
  const splitter = new LineSplitter(MAX_LINE_BYTES);
  for await (const chunk of body as AsyncIterable<Buffer>) {
    hear(chunk.length);
    for (const line of splitter.push(chunk)) {
      const pause = slices.pause();
      if (pause !== undefined) await pause;
      const event = line === undefined ? undefined : decodeWatchEvent(resource, line);
      if (event === undefined) return { end: 'corrupt' };
      if (event.type === 'error') {
        return { end: 'refused', status: event.code, retryAfterMs: event.retryAfterMs, inStream: true };
      }
      onEvent(event);
    }
  }
  return { end: 'closed' };
}
