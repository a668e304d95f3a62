import type { Command } from 'commander';
import { SOURCE_OPTIONS } from '../../config/source-options.ts';
import { addOptions } from '../add-options.ts';
import type { CliActions } from '../cli-actions.ts';
import type { CliIo } from '../cli-io.ts';
import { readGraphConfig } from './graph-config.ts';
import { DRAWING_OPTIONS } from './graph-options.ts';

export interface GraphCommand {
  readonly io: CliIo;
  readonly actions: Pick<CliActions, 'openQuery'>;
  /** Receives the exit code of the command. */
  readonly done: (exitCode: number) => void;
}

const HELP = `
Standard output carries the drawing and nothing else; warnings go to standard error.

Examples:
  gwql graph --format svg > cluster.svg
  gwql graph --manifests deploy/ --namespace shop --format mermaid
  gwql graph --context prod --root Gateway/infra/public --depth 1 | dot -Tpdf > public.pdf
  gwql graph --root Service/payments/checkout --format svg > who-uses-checkout.svg

Exit codes: 0 there is a drawing, 2 wrong usage, unreadable input, or nothing to draw.`;

/** `gwql graph`. */
export function addGraph(program: Command, { io, actions, done }: GraphCommand): void {
  const command = program
    .command('graph')
    .description(
      'Draw how Gateways, routes, Services, grants and policies hang together, coloured by health.',
    )
    .addHelpText('after', HELP);
  addOptions(command, 'Drawing:', DRAWING_OPTIONS);
  addOptions(command, 'Where objects come from:', SOURCE_OPTIONS);
  command.action(async (given) => {
    const config = readGraphConfig(given, io.env);
    const { runGraph } = await import('./run-graph.ts');
    done(await runGraph({ config, io, actions }));
  });
}
