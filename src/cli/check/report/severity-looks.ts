import type { FindingSeverity } from '../../../gatewayapi/finding.ts';
import type { Palette } from '../../report/paint.ts';

/** What a severity is called, and how it is painted. */
export const SEVERITY_LOOKS: {
  readonly [severity in FindingSeverity]: { readonly word: string; readonly paint: keyof Palette };
} = {
  ERROR: { word: 'error', paint: 'red' },
  WARNING: { word: 'warning', paint: 'yellow' },
  INFO: { word: 'note', paint: 'dim' },
};
