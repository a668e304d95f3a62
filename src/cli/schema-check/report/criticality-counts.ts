import { CRITICALITIES, type Criticality, type SchemaChange } from '../changes/schema-change.ts';

/** How many changes there are of each criticality. */
export function criticalityCounts(changes: readonly SchemaChange[]): {
  readonly [criticality in Criticality]: number;
} {
  const count = (wanted: Criticality) => changes.filter(({ criticality }) => criticality === wanted).length;
  return { breaking: count('breaking'), dangerous: count('dangerous'), safe: count('safe') };
}

/** `2 breaking, 1 dangerous, 5 safe`; what there is none of is left out. */
export function countsText(changes: readonly SchemaChange[]): string {
  const counts = criticalityCounts(changes);
  const parts = CRITICALITIES.filter((criticality) => counts[criticality] > 0).map(
    (criticality) => `${counts[criticality]} ${criticality}`,
  );
  return parts.length === 0 ? 'no changes' : parts.join(', ');
}
