import type { ServedResource } from '../../kube/cluster-reader.ts';
import { asObject, type Json } from '../../kube/json.ts';
import { ABSENT, type Lookup } from '../../kube/lookup.ts';
import type { CallResult } from './api-answer.ts';
import { receivedObject } from './received-object.ts';
import { objectPath } from './resource-path.ts';
import { forbidden, notServed, unexpected } from './unreadable.ts';

/** One GET, with the limits and counters of the execution. */
export type Call = (path: string) => Promise<CallResult>;

/** Asks for one object by name. */
export async function readObject(
  call: Call,
  resource: ServedResource,
  namespace: string | undefined,
  name: string,
): Promise<Lookup> {
  const answer = await call(objectPath(resource, namespace, name));
  if (answer.state === 'unavailable') return answer;
  if (answer.status === 403) return forbidden('get', resource, namespace);
  if (answer.status === 404) return namesObject(answer.body, name) ? ABSENT : notServed(resource);
  const object =
    answer.status === 200 && answer.body !== undefined ? receivedObject(resource, answer.body) : undefined;
  return object === undefined ? unexpected('get', resource, answer) : { state: 'found', object };
}

/** The Status of an object that is not there names it; that of a resource that is not there names nothing. */
function namesObject(body: Json | undefined, name: string): boolean {
  const status = asObject(body);
  return status['kind'] === 'Status' && asObject(status['details'])['name'] === name;
}
