import { isDeepStrictEqual } from 'node:util';
import { sentRequest } from '../../gatewayapi/routing/sent-request.ts';
import type { Palette } from '../report/paint.ts';
import { plainText } from '../report/plain-text.ts';
import { drawSimulation } from './draw-simulation.ts';
import { objectName } from './object-name.ts';
import type { RequestInput } from './request-input.ts';
import type { SimulationAnswer } from './simulation-answer.ts';
import { traceTexts } from './trace-texts.ts';

export interface Answers {
  readonly before: SimulationAnswer;
  /** With what `--against` names applied. */
  readonly after?: SimulationAnswer | undefined;
}

export interface ReportOptions {
  /** As the user wrote it. */
  readonly url: string;
  readonly input: RequestInput;
  readonly palette: Palette;
}

/** The report of `gwql simulate` for people. */
export function simulationReport({ before, after }: Answers, options: ReportOptions): string {
  const { palette } = options;
  const draw = (answer: SimulationAnswer) => drawAnswer(answer, options);
  const sections =
    after === undefined
      ? draw(before)
      : isDeepStrictEqual(before, after)
        ? [...draw(before), '', palette.green('What is applied changes nothing for this request.')]
        : [palette.bold('Before'), ...draw(before), '', palette.bold('After'), ...draw(after)];
  return [palette.bold(requestLine(options)), '', ...sections, ''].join('\n');
}

/** The way of a request, and its trace where that was asked for: lines without their ends. */
export function drawAnswer(
  answer: SimulationAnswer,
  { input, palette }: Pick<ReportOptions, 'input' | 'palette'>,
): readonly string[] {
  return [
    ...drawSimulation(answer, { sent: sentRequest(input), arrival: arrivalOf(input), palette }),
    ...(answer.trace === undefined ? [] : ['', ...traceTexts(answer.trace, palette)]),
  ];
}

/** The method where there is one, the URL as it was written, and the handshake where it names another host. */
function requestLine({ input, url }: ReportOptions): string {
  const { scheme, sni, host } = input;
  const { method, hostname } = sentRequest(input);
  const verb = scheme === 'HTTP' || scheme === 'HTTPS' ? `${method} ` : '';
  const handshake =
    sni === undefined || host === undefined || sni === hostname ? '' : ` (SNI ${sni}, Host ${host})`;
  return plainText(`${verb}${url}${handshake}`);
}

function arrivalOf({ gateway, mesh }: RequestInput): string {
  if (mesh === undefined)
    return objectName({ kind: 'Gateway', ...(gateway ?? { namespace: null, name: '' }) }, null);
  return `client in namespace ${mesh.clientNamespace} calls ${objectName({ kind: 'Service', ...mesh.service }, mesh.port)}`;
}
