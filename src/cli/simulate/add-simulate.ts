import type { Command } from 'commander';
import { SOURCE_OPTIONS } from '../../config/source-options.ts';
import { addOptions } from '../add-options.ts';
import type { CliActions } from '../cli-actions.ts';
import type { CliIo } from '../cli-io.ts';
import { readSimulateConfig } from './simulate-config.ts';
import { ANSWER_OPTIONS, REQUEST_OPTIONS } from './simulate-options.ts';

export interface SimulateCommand {
  readonly io: CliIo;
  readonly actions: Pick<CliActions, 'openQuery'>;
  /** Receives the exit code of the command. */
  readonly done: (exitCode: number) => void;
}

const HELP = `
The scheme of the URL is one of http, https, grpc, grpcs (gRPC over TLS), tls, tcp and udp; http without one. A path alone
is a request to the Gateway's address. Nothing is sent anywhere: the objects alone decide.

Examples:
  gwql simulate https://shop.example.com/cart --gateway infra/public -H 'x-canary: true'
  gwql simulate https://shop.example.com/cart --gateway infra/public --explain
  gwql simulate https://shop.example.com/cart --manifests deploy/ --against change.yaml
  gwql simulate grpc://shop.example.com/shop.Catalog/List --gateway infra/public
  gwql simulate tls://orders.db.example.com:8443 --gateway infra/public
  gwql simulate http://cart.shop:8080/ --from web

Exit codes: 0 there is an answer, 2 wrong usage or unreadable input. To hold answers against expectations: gwql test.`;

/** `gwql simulate`. */
export function addSimulate(program: Command, { io, actions, done }: SimulateCommand): void {
  const command = program
    .command('simulate')
    .description('Say which route gets a request, and what becomes of it.')
    .argument('<url>', 'the request, such as https://shop.example.com/cart')
    .addHelpText('after', HELP);
  addOptions(command, 'Request:', REQUEST_OPTIONS);
  addOptions(command, 'Answer:', ANSWER_OPTIONS);
  addOptions(command, 'Where objects come from:', SOURCE_OPTIONS);
  command.action(async (url: string, given) => {
    const config = readSimulateConfig(url, given, io.env);
    const { runSimulate } = await import('./run-simulate.ts');
    done(await runSimulate({ config, io, actions }));
  });
}
