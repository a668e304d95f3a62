import { FacetTables } from './facet-tables.ts';
import { ResolutionMemory } from './resolution-memory.ts';

/** What depends on more than one list of objects: it holds as long as nothing at all has changed. */
export class SharedMemory {
  readonly facets = new FacetTables();
  readonly resolutions = new ResolutionMemory();
}
