import type { ClusterSnapshot } from '../kube/cluster-reader.ts';
import { FacetTables } from './facet-tables.ts';
import { ResolutionMemory } from './resolution-memory.ts';

/** What depends on more than one list of objects: it holds as long as nothing at all has changed. */
export class SharedMemory {
  readonly facets = new FacetTables();
  readonly resolutions: ResolutionMemory;

  constructor(snapshot: ClusterSnapshot) {
    this.resolutions = new ResolutionMemory(snapshot);
  }
}
