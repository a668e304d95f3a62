import { isObject, type Json } from '../../../kube/json.ts';
import { type GroupKind, groupKindId } from '../../../kube/object-key.ts';
import {
  BACKEND_TLS_POLICY,
  GATEWAY,
  GRPC_ROUTE,
  HTTP_ROUTE,
  X_BACKEND_TRAFFIC_POLICY,
} from '../../groups.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

interface RemovedField {
  readonly kind: GroupKind;
  /** As in the table of references: `[]` behind each list. */
  readonly path: string;
  /** What to write instead. */
  readonly instead: string;
}

const NO_IDLE_TIMEOUT = 'Sessions end by absoluteTimeout alone.';

/** semantics.md F.3: fields of older releases, which today's API server drops without a word. */
const REMOVED_FIELDS: readonly RemovedField[] = [
  { kind: GATEWAY, path: 'spec.backendTLS', instead: 'Write spec.tls.backend.' },
  {
    kind: GATEWAY,
    path: 'spec.listeners[].tls.frontendValidation',
    instead: 'Write spec.tls.frontend.default.validation, or perPort for one port.',
  },
  { kind: HTTP_ROUTE, path: 'spec.rules[].sessionPersistence.idleTimeout', instead: NO_IDLE_TIMEOUT },
  { kind: GRPC_ROUTE, path: 'spec.rules[].sessionPersistence.idleTimeout', instead: NO_IDLE_TIMEOUT },
  { kind: X_BACKEND_TRAFFIC_POLICY, path: 'spec.sessionPersistence.idleTimeout', instead: NO_IDLE_TIMEOUT },
  {
    kind: BACKEND_TLS_POLICY,
    path: 'spec.targetRef',
    instead: 'Write the target into the list spec.targetRefs.',
  },
  { kind: BACKEND_TLS_POLICY, path: 'spec.tls', instead: 'Write spec.validation.' },
];

const byKind = Map.groupBy(
  REMOVED_FIELDS.map((field) => ({ ...field, steps: field.path.split('.') })),
  ({ kind }) => groupKindId(kind),
);

/** Fields that were removed from the API and still stand in a manifest. */
export const removedFields: FindingRule = {
  codes: ['REMOVED_FIELD'],
  kinds: [...new Map(REMOVED_FIELDS.map(({ kind }) => [groupKindId(kind), kind])).values()],
  *find(object, key) {
    return (byKind.get(groupKindId(key)) ?? []).flatMap(({ path, steps, instead }) =>
      placesOf(object, steps, '').map((place) => {
        const message = `${path.replaceAll('[]', '')} is a field of older releases: the API server drops it without a word`;
        return findingOf(key, { code: 'REMOVED_FIELD', message, path: place, hint: instead });
      }),
    );
  },
};

/** Where a path leads to something, in every item of the lists on the way. */
function placesOf(
  value: Json | undefined,
  [step, ...rest]: readonly string[],
  at: string,
): readonly string[] {
  if (step === undefined) return value === undefined ? [] : [at];
  if (!isObject(value)) return [];
  const name = step.replace('[]', '');
  const child = value[name];
  const place = at === '' ? name : `${at}.${name}`;
  if (!step.endsWith('[]')) return placesOf(child, rest, place);
  const items = Array.isArray(child) ? (child as readonly Json[]) : [];
  return items.flatMap((item, index) => placesOf(item, rest, `${place}[${index}]`));
}
