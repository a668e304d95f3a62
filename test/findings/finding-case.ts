import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of test/findings/cases: a cluster, and every finding that it has. */
export interface FindingCase {
  /** `BACKEND_NOT_FOUND`: the code that the file is about. */
  readonly code: string;
  /** Whether the file shows that the code is found, or that it is not. */
  readonly fires: boolean;
  /** The first comment: a statement that the file proves. */
  readonly title: string;
  readonly cluster: string;
  /** `CODE Kind namespace/name path`, sorted. */
  readonly finds: readonly string[];
  /** Kinds that may not be read. */
  readonly hidden: readonly string[];
  /** Whether the objects are those of a live cluster. */
  readonly isLive: boolean;
  /** Files with the CRDs that the objects are validated against. */
  readonly crds: readonly string[];
}

const CASES = join(import.meta.dirname, 'cases');
const FILES = [
  ['fires.yaml', true],
  ['quiet.yaml', false],
] as const;

export function findingCases(): readonly FindingCase[] {
  return readdirSync(CASES)
    .sort()
    .flatMap((folder) => FILES.map(([file, fires]) => readCase(folder, file, fires)));
}

function readCase(folder: string, file: string, fires: boolean): FindingCase {
  const cluster = readFileSync(join(CASES, folder, file), 'utf8');
  const [title = '', ...settings] = cluster
    .split('---\n', 1)
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('# '))
    .map((line) => line.slice(2));
  const values = (name: string): readonly string[] =>
    settings.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  return {
    code: folder.toUpperCase().replaceAll('-', '_'),
    fires,
    title,
    cluster,
    finds: values('finds').toSorted(),
    hidden: values('hidden'),
    isLive: values('cluster').includes('live'),
    crds: values('crds').map((name) => join(import.meta.dirname, `${name}-crd.yaml`)),
  };
}
