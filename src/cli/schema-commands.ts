import type { CliActions, SchemaPrintOptions } from './cli-actions.ts';
import { type CliIo, tell } from './cli-io.ts';
import { writeOut } from './write-out.ts';

export interface SchemaGenerateArguments {
  readonly crds: readonly string[];
  readonly standard?: string | undefined;
  readonly out: string;
}

export async function printSchema(
  { crds = [], descriptions }: Partial<SchemaPrintOptions>,
  { io, actions }: { readonly io: CliIo; readonly actions: CliActions },
): Promise<number> {
  const sdl = await actions.printSchema({ crds, descriptions: descriptions ?? true });
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
