import { answerData } from '../answer-data.ts';
import type { CliActions } from '../cli-actions.ts';
import type { CliIo } from '../cli-io.ts';
import { withQuerySession } from '../query-session.ts';
import { readAppliedTexts } from '../read-applied-texts.ts';
import { paletteFor } from '../report/paint.ts';
import { writeOut } from '../write-out.ts';
import { chooseGateway } from './choose-gateway.ts';
import type { SimulateConfig } from './simulate-config.ts';
import type { SimulationAnswer } from './simulation-answer.ts';
import { simulationDocument } from './simulation-document.ts';
import { simulationReport } from './simulation-report.ts';

export interface RunSimulateOptions {
  readonly config: SimulateConfig;
  readonly io: CliIo;
  readonly actions: Pick<CliActions, 'openQuery'>;
}

interface Data {
  readonly before: SimulationAnswer;
  readonly after?: { readonly simulateRequest: SimulationAnswer };
}

/** `gwql simulate`: 0 once there is an answer, whatever it is. Throws UsageError for what cannot be asked. */
export async function runSimulate({ config, io, actions }: RunSimulateOptions): Promise<number> {
  const { source, url, route, against, format } = config;
  const applied = await readAppliedTexts(against, io.stdin);
  return withQuerySession({ source, io, actions }, async (ask) => {
    const input = await chooseGateway(ask, config.input);
    const explain = config.explain || route !== undefined;
    const result = await ask({
      source: simulationDocument({ explain, against: applied.length > 0 }),
      variables: { input, route, apply: applied.map(({ text }) => text) },
    });
    const { before, after } = answerData<Data>(result, applied);
    const answers = { before, after: after?.simulateRequest };
    const text =
      format === 'json'
        ? `${JSON.stringify(answers, null, 2)}\n`
        : simulationReport(answers, { url, input, palette: paletteFor(io) });
    await writeOut(io.stdout, text);
    return 0;
  });
}
