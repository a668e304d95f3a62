import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateFiles } from '../../codegen/generate.ts';
import { coreKindFacts } from './core-kind-facts.ts';
import { readCrdFiles } from './read-crd-files.ts';
import { standardChannel } from './standard-channel.ts';

export interface SchemaGenerateOptions {
  /** Files or folders with CRDs. */
  readonly crds: readonly string[];
  /**
   * Those of the standard channel.
   * @default the folder beside `...-experimental` that ends with `-standard`
   */
  readonly standard?: string | undefined;
  /** The folder to write to: `schema/generated` and `src/generated` in it. */
  readonly out: string;
}

export interface SchemaGenerateResult {
  /** Paths of the files, relative to `out`, in the order of their names. */
  readonly written: readonly string[];
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

/** `gwql schema generate`: reads CRDs and writes SDL, tables and TypeScript types. Throws CrdInputError. */
export async function runSchemaGenerate(options: SchemaGenerateOptions): Promise<SchemaGenerateResult> {
  const crds = (await Promise.all(options.crds.map(readCrdFiles))).flat();
  const standard = await standardChannel(options.crds, options.standard, crds);
  const { files, omitted } = generateFiles({ crds, standard: standard.crds, core: coreKindFacts() });
  for (const [file, text] of files) {
    const target = path.join(options.out, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  return { written: [...files.keys()].sort(), notes: [...standard.notes, ...omitted] };
}
