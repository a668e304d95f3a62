import type { Parsed } from '../../../config/option-row.ts';
import { INFERENCE_POOL, SERVICE_IMPORT } from '../../../gatewayapi/groups.ts';
import { kindTable } from '../../../generated/kind-table.ts';
import type { ObjectKey } from '../../../kube/object-key.ts';
import { nearestName } from '../../../validation/nearest-name.ts';

interface AssumedKind {
  readonly group: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Kinds that need no group to be named. */
const KNOWN: readonly AssumedKind[] = [
  ...kindTable,
  { ...SERVICE_IMPORT, namespaced: true },
  { ...INFERENCE_POOL, namespaced: true },
];

const EXAMPLES = 'Service/shop/cart, GatewayClass/public or Bucket.example.com/shop/images';

/** `Kind/namespace/name`, `Kind.group/namespace/name`, or without a namespace; `*` stands for every one. */
export function parseAssumption(given: string): Parsed<ObjectKey> {
  const [kindText = '', ...names] = given.split('/');
  const isWhole = names.length >= 1 && names.length <= 2 && [kindText, ...names].every((part) => part !== '');
  if (!isWhole) return { expected: `a kind, a namespace and a name, such as ${EXAMPLES}` };
  const name = names.at(-1) ?? '';
  const namespace = names.length === 2 ? names[0] : undefined;
  const kind = kindOf(kindText, namespace !== undefined);
  if (kind === undefined) return { expected: expectedKind(kindText) };
  const { group, kind: written, namespaced } = kind;
  if (namespaced !== (namespace !== undefined)) {
    return {
      expected: namespaced
        ? `${written}/namespace/name: a ${written} is in a namespace`
        : `${written}/name: a ${written} is in no namespace`,
    };
  }
  return { value: { group, kind: written, ...(namespace === undefined ? {} : { namespace }), name } };
}

function kindOf(text: string, namespaced: boolean): AssumedKind | undefined {
  const dot = text.indexOf('.');
  if (dot < 0) return KNOWN.find(({ kind }) => kind.toLowerCase() === text.toLowerCase());
  const [kind, group] = [text.slice(0, dot), text.slice(dot + 1)];
  const known = KNOWN.find((each) => each.group === group && each.kind.toLowerCase() === kind.toLowerCase());
  return known ?? (kind === '' || group === '' ? undefined : { group, kind, namespaced });
}

function expectedKind(text: string): string {
  const near = nearestName(
    text,
    KNOWN.map(({ kind }) => kind),
  );
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return `of a kind of the Gateway API, or name its group, such as ${EXAMPLES}${hint}`;
}
