import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { DocumentFault } from '../../../cluster/manifest/document-fault.ts';
import { fileErrorText } from '../../../cluster/manifest/manifest-path-error.ts';
import { SourceFile } from '../../../cluster/manifest/source-file.ts';
import { syntaxTreeOf } from '../../../cluster/manifest/syntax-tree.ts';
import { ConfigError } from '../../../config/config-error.ts';
import type { FileOptions, GivenText } from '../../../config/option-reader.ts';
import type { OptionRow } from '../../../config/option-row.ts';
import { nearestName } from '../../../validation/nearest-name.ts';
import { UsageError } from '../../usage-error.ts';

export const CONFIG_FILE = '.gwqlrc.yaml';

/** What may stand in one section of the file. */
export interface ConfigSection {
  readonly name: string;
  readonly options: readonly Pick<OptionRow<unknown>, 'name' | 'many'>[];
  /** Names of options whose values are paths: they start from the folder of the file. */
  readonly paths: readonly string[];
}

/** The file in a folder or the nearest one above it. */
export async function findConfigFile(folder: string): Promise<string | undefined> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const file = path.join(at, CONFIG_FILE);
    const isFile = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isFile) return path.relative(folder, file);
    if (at === path.dirname(at)) return undefined;
  }
}

/**
 * What a file says of the options of a command. Throws UsageError where it cannot be read, and ConfigError with each
 * thing in it that is not understood, and its place.
 */
export async function readConfigFile(
  file: string,
  { folder, section }: { readonly folder: string; readonly section: ConfigSection },
): Promise<FileOptions> {
  const text = await readFile(path.resolve(folder, file), 'utf8').catch((error: unknown) => {
    throw new UsageError(`cannot read ${file}: ${fileErrorText(error)}`);
  });
  const reader = new SectionReader(new SourceFile(file, text), section, path.dirname(file));
  reader.read(text);
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return { texts: (name) => reader.texts.get(name) ?? [] };
}

class SectionReader {
  readonly problems: string[] = [];
  readonly texts = new Map<string, readonly GivenText[]>();
  readonly #source: SourceFile;
  readonly #section: ConfigSection;
  readonly #folder: string;

  constructor(source: SourceFile, section: ConfigSection, folder: string) {
    this.#source = source;
    this.#section = section;
    this.#folder = folder;
  }

  read(text: string): void {
    try {
      this.#readDocument(syntaxTreeOf(text).contents);
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error;
      this.problems.push(`${this.#at(error.offset)}: ${error.message}`);
    }
  }

  #readDocument(contents: Node | null): void {
    for (const [name, value] of this.#pairsOf(contents, [this.#section.name])) {
      const names = this.#section.options.map((row) => row.name);
      for (const [option, given] of this.#pairsOf(value, names)) this.#readOption(name, option, given);
    }
  }

  /** The keys of a map, all of them known. */
  #pairsOf(node: unknown, known: readonly string[]): readonly (readonly [name: string, value: unknown])[] {
    if (node === null || (isScalar(node) && node.value === null)) return [];
    if (!isMap(node)) {
      this.#report(node, `this has to be a map with the keys ${known.join(', ')}`);
      return [];
    }
    return node.items.flatMap(({ key, value }: Pair) => {
      const name = isScalar(key) ? String(key.value) : '';
      if (known.includes(name)) return [[name, value] as const];
      const near = nearestName(name, known);
      const hint = near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`;
      this.#report(key, `unknown key ${JSON.stringify(name)}; ${hint}`);
      return [];
    });
  }

  #readOption(section: string, name: string, node: unknown): void {
    const many = this.#section.options.find((row) => row.name === name)?.many === true;
    if (node === null || (isScalar(node) && node.value === null)) return;
    if (this.texts.has(name)) {
      this.#report(node, `${section}.${name} is there twice`);
    } else if (isScalar(node) || (many && isSeq(node))) {
      const values: readonly unknown[] = isSeq(node) ? node.items : [node];
      this.texts.set(
        name,
        values.flatMap((value) => this.#textOf(name, value) ?? []),
      );
    } else {
      this.#report(node, `${section}.${name} has to be ${many ? 'a text or a list of texts' : 'one value'}`);
    }
  }

  #textOf(name: string, node: unknown): GivenText | undefined {
    if (!isScalar(node) || node.value === null) {
      this.#report(node, `each of ${name} has to be a text`);
      return undefined;
    }
    const source = `${this.#at(node.range?.[0] ?? 0)}: ${name}`;
    const text = String(node.value);
    const isPath = this.#section.paths.includes(name) && text !== '' && text !== '-';
    return { source, text: isPath ? path.join(this.#folder, text) : text };
  }

  #report(node: unknown, message: string): void {
    const offset = (node as Node | null)?.range?.[0] ?? 0;
    this.problems.push(`${this.#at(offset)}: ${message}`);
  }

  #at(offset: number): string {
    const { file, line, column } = this.#source.locationAt(offset);
    return `${file}:${line}:${column}`;
  }
}
