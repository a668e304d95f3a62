import type { Command } from 'commander';
import { SOURCE_OPTIONS } from '../../config/source-options.ts';
import { addOptions } from '../add-options.ts';
import type { CliActions } from '../cli-actions.ts';
import type { CliIo } from '../cli-io.ts';
import { readRoutingTestConfig } from './routing-test-config.ts';
import { ROUTING_TEST_OPTIONS } from './routing-test-options.ts';

export interface RoutingTestCommand {
  readonly io: CliIo;
  readonly actions: Pick<CliActions, 'openQuery'>;
  /** Receives the exit code of the command. */
  readonly done: (exitCode: number) => void;
}

const HELP = `
A file of tests:

  gateway: infra/public
  tests:
    - name: the canary gets marked requests
      request:
        url: https://shop.example.com/cart
        headers: { x-canary: "true" }
      expect: { route: shop/cart, backend: shop/cart-next:8080 }
    - request: http://shop.example.com/old
      expect: { status: 301, redirect: "https://shop.example.com/new" }

docs/routing-tests.md has all that a request can hold and a test can expect.

Examples:
  gwql test routing.yaml --manifests deploy/
  gwql test routing.yaml --context prod --against change.yaml
  gwql test tests/*.yaml --manifests deploy/ --format junit > routing.xml

Exit codes: 0 all tests pass, 1 one fails, 2 wrong usage or unreadable input.`;

/** `gwql test`. */
export function addRoutingTest(program: Command, { io, actions, done }: RoutingTestCommand): void {
  const command = program
    .command('test')
    .description('Hold what becomes of requests against what a file expects.')
    .argument('<file...>', 'files of tests, or - for standard input')
    .addHelpText('after', HELP);
  addOptions(command, 'Tests:', ROUTING_TEST_OPTIONS);
  addOptions(command, 'Where objects come from:', SOURCE_OPTIONS);
  command.action(async (files: readonly string[], given) => {
    const config = readRoutingTestConfig(files, given, io.env);
    const { runRoutingTests } = await import('./run-routing-tests.ts');
    done(await runRoutingTests({ config, io, actions }));
  });
}
