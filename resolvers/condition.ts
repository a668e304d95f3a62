import type { ConditionResolvers } from './generated/types.ts';

const STATES: { readonly [status: string]: 'TRUE' | 'FALSE' } = { True: 'TRUE', False: 'FALSE' };

/** No field returns the interface itself, so nobody has to tell the types apart. */
export const condition: Omit<ConditionResolvers, '__resolveType'> = {
  state: ({ status }) => (typeof status === 'string' && STATES[status]) || 'UNKNOWN',
};
