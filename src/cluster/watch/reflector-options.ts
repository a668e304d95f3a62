import type { ServedResource } from '../../kube/cluster-reader.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { Runtime } from '../live/runtime.ts';
import type { ServerTraits } from './server-traits.ts';
import type { StreamTransport } from './stream-transport.ts';
import type { TimeSlices } from './time-slices.ts';

/** Whole objects. */
export const JSON_ACCEPT = 'application/json';

/** Where a reflector writes. A `KindObjects` is one. */
export interface ReflectorSink {
  get(namespace: string, name: string): RawObject | undefined;
  replace(objects: readonly RawObject[]): void;
  set(object: RawObject): void;
  delete(object: RawObject): void;
  /** Nothing may be held any more: the kind may not be read, or is gone. */
  clear(): void;
}

export interface ReflectorOptions {
  readonly resource: ServedResource;
  readonly transport: StreamTransport;
  readonly sink: ReflectorSink;
  readonly runtime: Runtime;
  readonly slices: TimeSlices;
  readonly traits: ServerTraits;
  /** What lists and watches ask for. @default whole objects */
  readonly accept?: { readonly list: string; readonly watch: string };
  /** Hears, in sentences, why a try failed. @default nobody wants to know */
  readonly onProblem?: ((message: string) => void) | undefined;
  /** The kind turned out not to be served. @default nobody wants to know */
  readonly onAbsent?: (() => void) | undefined;
}
