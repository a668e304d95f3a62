import type { EdgeState, Health } from '../topology.ts';

interface Colors {
  /** For lines and text. */
  readonly strong: string;
  /** For areas, with the other upon it. */
  readonly light: string;
}

/** Told apart by people who see red and green alike, too: each has a mark beside its colour. */
export const HEALTH_COLORS: { readonly [H in Health]: Colors } = {
  HEALTHY: { strong: '#1a7f37', light: '#dafbe1' },
  DEGRADED: { strong: '#9a6700', light: '#fff8c5' },
  BROKEN: { strong: '#cf222e', light: '#ffebe9' },
  UNKNOWN: { strong: '#59636e', light: '#eff2f5' },
};

export const HEALTH_MARKS: { readonly [H in Health]: string } = {
  HEALTHY: '✓',
  DEGRADED: '!',
  BROKEN: '✗',
  UNKNOWN: '?',
};

export const EDGE_COLORS: { readonly [S in EdgeState]: string } = {
  ATTACHED: '#6e7781',
  RESOLVED: '#6e7781',
  REFUSED: '#bc4c00',
  BROKEN: '#cf222e',
  UNKNOWN: '#59636e',
};
