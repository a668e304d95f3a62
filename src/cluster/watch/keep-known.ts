import type { RawObject } from '../../kube/raw-object.ts';
import { isSameVersion } from './kind-objects.ts';
import type { ReflectorSink } from './reflector-options.ts';

/** The object that is held already where a list brings it again unchanged: what was derived from it stays good. */
export function keepKnown(sink: Pick<ReflectorSink, 'get'>): (object: RawObject) => RawObject {
  return (object) => {
    const { namespace = '', name } = object.metadata;
    const held = sink.get(namespace, name);
    return held !== undefined && isSameVersion(held, object) ? held : object;
  };
}
