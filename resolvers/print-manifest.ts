import type { RawObject } from '../src/kube/raw-object.ts';
import type { DataFacts } from '../src/kube/secret-facts.ts';

/** What readers put in place of the data of Secrets and ConfigMaps; never written by anybody, so never printed. */
const FACT_FIELDS: readonly (keyof DataFacts)[] = ['keys', 'certificates', 'problems'];
const WITHOUT_DATA: ReadonlySet<string> = new Set(['v1/Secret', 'v1/ConfigMap']);

/** The object as stored, less what readers drop. */
export function printManifest(
  object: RawObject,
  format: 'YAML' | 'JSON',
  printYaml: (value: unknown) => string,
): string {
  const stored = WITHOUT_DATA.has(`${object.apiVersion}/${object.kind}`)
    ? Object.fromEntries(Object.entries(object).filter(([field]) => !isFact(field)))
    : object;
  return format === 'JSON' ? JSON.stringify(stored, undefined, 2) : printYaml(stored);
}

function isFact(field: string): boolean {
  return FACT_FIELDS.some((fact) => fact === field);
}
