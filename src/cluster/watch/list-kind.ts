import type { ServedResource } from '../../kube/cluster-reader.ts';
import { asList, asObject, asString, isObject, type Json } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { readBody } from '../live/read-body.ts';
import { receivedObject } from '../live/received-object.ts';
import { resourcePath } from '../live/resource-path.ts';
import type { Runtime } from '../live/runtime.ts';
import { retryAfterMs } from './retry-after.ts';
import { discard, type OpenedAnswer, type StreamTransport } from './stream-transport.ts';
import type { TimeSlices } from './time-slices.ts';

/** Larger answers keep the event loop busy for longer than a query should wait. */
const PAGE_SIZE = 500;
const MAX_PAGE_BYTES = 64 * 1024 * 1024;
/** Only where the server forgets a list between its pages: then in one piece. */
const MAX_WHOLE_BYTES = 256 * 1024 * 1024;
export const MAX_OBJECTS = 500_000;

export interface ListKindOptions {
  readonly transport: StreamTransport;
  readonly resource: ServedResource;
  readonly accept: string;
  readonly runtime: Runtime;
  readonly slices: TimeSlices;
  readonly signal: AbortSignal;
  /** Told how large what was read was. */
  readonly onBytes: (bytes: number) => void;
  /** An object that is held already and has not changed stays the same object. */
  readonly known: (object: RawObject) => RawObject;
}

type Refused = {
  readonly state: 'refused';
  readonly status: number;
  readonly retryAfterMs: number;
  readonly message: string;
};
type Failed = { readonly state: 'failed'; readonly message: string };

export type ListOutcome =
  | { readonly state: 'listed'; readonly objects: readonly RawObject[]; readonly resourceVersion: string }
  | Refused
  | Failed;

interface Page {
  readonly state: 'page';
  readonly items: readonly Json[];
  readonly resourceVersion: string;
  readonly next: string | undefined;
}

/** All objects of a kind, page by page; in one piece where the server has forgotten the list between two pages. */
export async function listKind(options: ListKindOptions): Promise<ListOutcome> {
  const paged = await listPaged(options);
  const expired = paged.state === 'refused' && paged.status === 410;
  return expired ? await listWhole(options) : paged;
}

async function listPaged(options: ListKindOptions): Promise<ListOutcome> {
  const objects: RawObject[] = [];
  let resourceVersion = '';
  let next: string | undefined;
  do {
    const page = await readPage(options, { limit: String(PAGE_SIZE), ...continued(next) }, MAX_PAGE_BYTES);
    if (page.state !== 'page') return page;
    if (page.next !== undefined && (page.next === next || page.items.length === 0)) {
      return failed(options, 'sent pages of a list that have no end');
    }
    // Later pages may come from a later moment: only the first page's revision misses nothing.
    resourceVersion ||= page.resourceVersion;
    await take(options, page.items, objects);
    if (objects.length > MAX_OBJECTS) return tooMany(options);
    next = page.next;
  } while (next !== undefined);
  return { state: 'listed', objects, resourceVersion };
}

async function listWhole(options: ListKindOptions): Promise<ListOutcome> {
  const page = await readPage(options, {}, MAX_WHOLE_BYTES);
  if (page.state !== 'page') return page;
  if (page.items.length > MAX_OBJECTS) return tooMany(options);
  const objects: RawObject[] = [];
  await take(options, page.items, objects);
  return { state: 'listed', objects, resourceVersion: page.resourceVersion };
}

async function take(
  { resource, slices, known }: ListKindOptions,
  items: readonly Json[],
  objects: RawObject[],
): Promise<void> {
  for (const item of items) {
    const pause = slices.pause();
    if (pause !== undefined) await pause;
    const object = receivedObject(resource, item);
    if (object !== undefined) objects.push(known(object));
  }
}

async function readPage(
  options: ListKindOptions,
  parameters: Readonly<Record<string, string>>,
  maxBytes: number,
): Promise<Page | Refused | Failed> {
  const { transport, resource, accept, signal, runtime } = options;
  const query = new URLSearchParams(parameters).toString();
  const path = `${resourcePath(resource, undefined)}${query === '' ? '' : `?${query}`}`;
  const opened = await transport.open(path, { accept, signal, watch: false });
  if (opened.state !== 'opened') return { state: 'failed', message: opened.message };
  if (opened.status !== 200) {
    discard(opened.body);
    const delay = retryAfterMs(opened.headers['retry-after'], runtime.now());
    const verb = opened.status === 403 ? 'does not let this user' : 'could not';
    const message = says(options, `${verb} list ${resource.plural} (status ${opened.status})`);
    return { state: 'refused', status: opened.status, retryAfterMs: delay, message };
  }
  return (
    (await pageOf(opened, maxBytes, options.onBytes)) ??
    failed(options, `sent a list of ${resource.plural} that cannot be read`)
  );
}

async function pageOf(
  opened: OpenedAnswer,
  maxBytes: number,
  onBytes: ListKindOptions['onBytes'],
): Promise<Page | undefined> {
  const contentType = String(opened.headers['content-type'] ?? '');
  const read = await readBody(opened.body, contentType, maxBytes).catch(() => undefined);
  if (read?.ok !== true || !isObject(read.body)) return undefined;
  onBytes(read.bytes);
  const { items, metadata } = read.body;
  const resourceVersion = asString(asObject(metadata)['resourceVersion']);
  // Go writes an empty list as null.
  if (resourceVersion === undefined || !(items === null || Array.isArray(items))) return undefined;
  return {
    state: 'page',
    items: asList(items),
    resourceVersion,
    next: asString(asObject(metadata)['continue']) || undefined,
  };
}

function continued(next: string | undefined): Readonly<Record<string, string>> {
  return next === undefined ? {} : { continue: next };
}

function failed(options: ListKindOptions, words: string): Failed {
  return { state: 'failed', message: says(options, words) };
}

function says({ transport: { clusterName } }: ListKindOptions, words: string): string {
  return `the API server of cluster ${clusterName} ${words}`;
}

function tooMany({ resource }: ListKindOptions): Failed {
  return { state: 'failed', message: `there are more than ${MAX_OBJECTS} ${resource.plural}` };
}
