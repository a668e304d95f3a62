import type { ConditionResolvers } from './generated/types.ts';

const STATES: ReadonlyMap<unknown, 'TRUE' | 'FALSE'> = new Map([
  ['True', 'TRUE'],
  ['False', 'FALSE'],
]);

/** No field returns the interface itself, so nobody has to tell the types apart. */
export const condition: Omit<ConditionResolvers, '__resolveType'> = {
  state: ({ status }) => STATES.get(status) ?? 'UNKNOWN',
};
