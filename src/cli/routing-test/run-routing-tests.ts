import { readFile } from 'node:fs/promises';
import { fileErrorText } from '../../cluster/manifest/manifest-path-error.ts';
import { readStreamText } from '../../cluster/manifest/read-text.ts';
import type { CliActions } from '../cli-actions.ts';
import { type CliIo, tell } from '../cli-io.ts';
import { type Ask, withQuerySession } from '../query-session.ts';
import { type AppliedText, readAppliedTexts } from '../read-applied-texts.ts';
import { countOf } from '../report/count-of.ts';
import { chooseGateway } from '../simulate/choose-gateway.ts';
import type { RequestInput } from '../simulate/request-input.ts';
import { UsageError } from '../usage-error.ts';
import { writeOut } from '../write-out.ts';
import { askTests } from './ask-tests.ts';
import { judgeTest } from './judge-test.ts';
import { readTestFile } from './read-test-file.ts';
import { formatResults } from './report/format-results.ts';
import type { RoutingTestFile, RoutingTestFileResult } from './routing-test.ts';
import type { RoutingTestConfig } from './routing-test-config.ts';

export interface RunRoutingTestsOptions {
  readonly config: RoutingTestConfig;
  readonly io: CliIo;
  readonly actions: Pick<CliActions, 'openQuery'>;
}

/** `gwql test`: the exit code is 1 where a test fails. Throws UsageError for files that cannot be read. */
export async function runRoutingTests({ config, io, actions }: RunRoutingTestsOptions): Promise<number> {
  const files = await Promise.all(
    config.files.map(async (file) => readTestFile(file, await textOf(file, io))),
  );
  const applied = await readAppliedTexts(config.against, io.stdin);
  const results = await withQuerySession({ source: config.source, io, actions }, async (ask) => {
    const done: RoutingTestFileResult[] = [];
    for (const file of files) done.push(await runFile(file, { ask, applied, config }));
    return done;
  });
  await writeOut(io.stdout, formatResults(results, { format: config.format, io }));
  tellIncomplete(results, io);
  return results.some((file) => file.results.some(({ problems }) => problems.length > 0)) ? 1 : 0;
}

async function textOf(file: string, { stdin }: Pick<CliIo, 'stdin'>): Promise<string> {
  if (file !== '-') {
    return readFile(file, 'utf8').catch((error: unknown) => {
      throw new UsageError(`${file}: cannot be read: ${fileErrorText(error)}`);
    });
  }
  const read = await readStreamText(stdin);
  if ('problem' in read) throw new UsageError(`standard input cannot be read: ${read.problem}`);
  return read.text;
}

interface RunFileOptions {
  readonly ask: Ask;
  readonly applied: readonly AppliedText[];
  readonly config: RoutingTestConfig;
}

async function runFile(
  { file, tests }: RoutingTestFile,
  { ask, applied, config }: RunFileOptions,
): Promise<RoutingTestFileResult> {
  const inputs: RequestInput[] = [];
  for (const { input } of tests) inputs.push(await arriving(ask, input, config));
  const asked = await askTests(ask, { inputs, applied });
  const results = tests.flatMap((test, index) => {
    const answer = asked[index];
    return answer === undefined ? [] : [judgeTest({ ...test, input: inputs[index] ?? test.input }, answer)];
  });
  return { file, results };
}

/** The request with the Gateway of the command line, or the only one, where its test names none. */
async function arriving(ask: Ask, input: RequestInput, config: RoutingTestConfig): Promise<RequestInput> {
  const isSettled = input.gateway !== undefined || input.mesh !== undefined;
  return chooseGateway(ask, isSettled ? input : { ...input, gateway: config.gateway });
}

function tellIncomplete(files: readonly RoutingTestFileResult[], io: Pick<CliIo, 'stderr'>): void {
  const count = files.flatMap(({ results }) => results).filter(({ answer }) => answer?.incomplete).length;
  if (count === 0) return;
  tell(
    io,
    `${countOf(count, 'answer')} might be otherwise: something that counts may not be read, or could not be`,
  );
}
