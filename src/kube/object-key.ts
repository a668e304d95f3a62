/** API group and kind; `group` is "" for the core group. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** Names one object of one cluster. `namespace` is absent for cluster-scoped objects. */
export interface ObjectKey extends GroupKind {
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** A string for maps: equal for equal group and kind, and for nothing else. */
export function groupKindId({ group, kind }: GroupKind): string {
  return `${group}/${kind}`;
}

/** A string for maps: equal for equal keys, and for nothing else (names hold no slash). */
export function objectKeyId(key: ObjectKey): string {
  return `${key.group}/${key.kind}/${key.namespace ?? ''}/${key.name}`;
}

/** `HTTPRoute`, or `ServiceImport.multicluster.x-k8s.io` where the group is not one everybody knows. */
export function formatKind({ group, kind }: GroupKind): string {
  return group === '' || group === 'gateway.networking.k8s.io' ? kind : `${kind}.${group}`;
}

/** For people: `Service shop/cart`, `GatewayClass public`. */
export function formatKey(key: ObjectKey): string {
  return `${formatKind(key)} ${key.namespace === undefined ? '' : `${key.namespace}/`}${key.name}`;
}

export function sameGroupKind(a: GroupKind, b: GroupKind): boolean {
  return a.kind === b.kind && a.group === b.group;
}

export function sameKey(a: ObjectKey, b: ObjectKey): boolean {
  return a.name === b.name && a.namespace === b.namespace && a.kind === b.kind && a.group === b.group;
}
