import { ConfigError } from '../config/config-error.ts';
import { type GivenOptions, OptionReader } from '../config/option-reader.ts';
import { SOURCE_OPTIONS } from '../config/source-options.ts';
import type { CliActions } from './cli-actions.ts';
import { type CliIo, tell } from './cli-io.ts';
import { writeOut } from './write-out.ts';

export interface SchemaGenerateArguments {
  readonly crds: readonly string[];
  readonly standard?: string | undefined;
  readonly out: string;
}

export async function printSchema(
  given: GivenOptions & { readonly descriptions: boolean },
  { io, actions }: { readonly io: CliIo; readonly actions: Pick<CliActions, 'printSchema'> },
): Promise<number> {
  const options = new OptionReader(given, io.env);
  const crds = options.many(SOURCE_OPTIONS.crds);
  if (options.problems.length > 0) throw new ConfigError(options.problems);
  const sdl = await actions.printSchema({ crds, descriptions: given.descriptions });
  await writeOut(io.stdout, sdl.endsWith('\n') ? sdl : `${sdl}\n`);
  return 0;
}

export async function generateSchema(
  { crds, standard, out }: SchemaGenerateArguments,
  io: CliIo,
): Promise<number> {
  const { runSchemaGenerate } = await import('./schema-generate/run-schema-generate.ts');
  const { written, notes } = await runSchemaGenerate({ crds, standard, out });
  for (const note of notes) tell(io, note);
  await writeOut(io.stdout, written.map((file) => `${file}\n`).join(''));
  return 0;
}
