import type { FactRequest } from '../gatewayapi/fact.ts';
import type { ReferenceTarget } from '../gatewayapi/reference.ts';
import type { Resolution } from '../gatewayapi/resolution.ts';
import type { ClusterSnapshot } from '../kube/cluster-reader.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';

/** What a reference comes to, whoever refers. */
export interface KeptResolution extends Omit<Resolution, 'reference'> {
  /** What was asked to find out: whoever takes it from here has read it too. The same list for the same questions. */
  readonly reads: readonly FactRequest[];
}

interface Entry {
  readonly target: ReferenceTarget;
  readonly kept: KeptResolution;
}

/** Two or three hundred bytes each. */
const MOST = 100_000;

/** Resolutions of one snapshot by what is referred to, and by the field that refers. */
export class ResolutionMemory {
  readonly snapshot: ClusterSnapshot;
  readonly #rows = new Map<ReferenceRow, Map<string, Map<string, Entry[]>>>();
  readonly #reads = new Map<string, readonly FactRequest[]>();
  #size = 0;

  constructor(snapshot: ClusterSnapshot) {
    this.snapshot = snapshot;
  }

  get size(): number {
    return this.#size;
  }

  find(row: ReferenceRow, target: ReferenceTarget): KeptResolution | undefined {
    const entries = this.#rows
      .get(row)
      ?.get(target.namespace ?? '')
      ?.get(target.name);
    if (entries === undefined) return undefined;
    for (const entry of entries) if (isSame(entry.target, target)) return entry.kept;
    return undefined;
  }

  keep(
    row: ReferenceRow,
    target: ReferenceTarget,
    { reference: _, ...outcome }: Resolution,
    reads: readonly FactRequest[],
  ): void {
    if (this.#size >= MOST) return;
    this.#size += 1;
    const names = under(under(this.#rows, row), target.namespace ?? '');
    const entry = { target, kept: { ...outcome, reads: this.#sameReads(reads) } };
    const known = names.get(target.name);
    if (known === undefined) names.set(target.name, [entry]);
    else known.push(entry);
  }

  #sameReads(reads: readonly FactRequest[]): readonly FactRequest[] {
    const id = reads.map(scopeOf).join();
    const known = this.#reads.get(id);
    if (known === undefined) this.#reads.set(id, reads);
    return known ?? reads;
  }
}

/** Which lists an answer comes from: two objects of one kind in one namespace have that in common. */
function scopeOf(request: FactRequest): string {
  switch (request.fact) {
    case 'object':
      return `object ${request.key.group}/${request.key.kind}/${request.key.namespace ?? ''}`;
    case 'kind':
      return `kind ${request.kind.group}/${request.kind.kind}`;
    case 'list':
      return `list ${request.kind.group}/${request.kind.kind}/${request.namespace ?? ''}`;
    case 'index':
    case 'entry':
      return `list ${request.index.kind.group}/${request.index.kind.kind}/${request.namespace ?? ''}`;
    case 'verdict':
      return `verdict ${request.rule.name}`;
    case 'policyKinds':
    case 'premises':
      return request.fact;
  }
}

/** Of the same name and namespace. */
function isSame(a: ReferenceTarget, b: ReferenceTarget): boolean {
  return a.port === b.port && a.kind === b.kind && a.group === b.group && a.sectionName === b.sectionName;
}

function under<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let inner = map.get(key);
  if (inner === undefined) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}
