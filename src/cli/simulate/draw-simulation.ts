import type { SentRequest } from '../../gatewayapi/routing/sent-request.ts';
import type { RequestOutcome } from '../../gatewayapi/routing/simulation.ts';
import type { Palette } from '../report/paint.ts';
import { plainText } from '../report/plain-text.ts';
import { type Branch, drawTree } from './draw-tree.ts';
import { objectName, placeName } from './object-name.ts';
import { headerChangeTexts, requestChangeTexts } from './request-change-texts.ts';
import type {
  AnsweredBackend,
  AnsweredMirror,
  AnsweredResolution,
  SimulationAnswer,
} from './simulation-answer.ts';

export interface DrawOptions {
  readonly sent: SentRequest;
  /** Where the request arrives: `Gateway infra/public`, `Service shop/cart in the mesh`. */
  readonly arrival: string;
  readonly palette: Palette;
}

const OUTCOMES: {
  readonly [outcome in RequestOutcome]: { readonly mark: string; readonly paint: keyof Palette };
} = {
  FORWARDED: { mark: '✓', paint: 'green' },
  REDIRECTED: { mark: '✓', paint: 'green' },
  RESPONDED: { mark: '!', paint: 'yellow' },
  NO_ROUTE: { mark: '✗', paint: 'red' },
  NO_LISTENER: { mark: '✗', paint: 'red' },
  MISDIRECTED: { mark: '✗', paint: 'red' },
  INVALID_BACKEND: { mark: '✗', paint: 'red' },
};

/** The way of a request through the objects, as a person would draw it: lines without their ends. */
export function drawSimulation(answer: SimulationAnswer, options: DrawOptions): readonly string[] {
  const { palette } = options;
  const notes = [
    ...(answer.incomplete
      ? ['This might be otherwise: something that counts may not be read, or could not be.']
      : []),
    ...answer.opaque.map((text) => `Only the implementation knows ${plainText(text)}.`),
  ];
  return [
    ...drawTree({ line: palette.bold(options.arrival), below: wayFrom(answer, options) }),
    '',
    conclusion(answer, options),
    ...notes.map((note) => palette.yellow(note)),
  ];
}

function wayFrom(answer: SimulationAnswer, options: DrawOptions): readonly Branch[] {
  const { listener, route } = answer;
  const { bold, dim } = options.palette;
  const below = route === null ? endBranches(answer, options) : [ruleBranch(answer, options)];
  if (listener === null) return below;
  const { listenerSet, name, protocol, port, hostname } = listener;
  const about = dim(`${protocol}, port ${port}${hostname === null ? '' : `, ${plainText(hostname)}`}`);
  const branch = { line: `listener ${bold(plainText(name))}  ${about}`, below };
  return listenerSet === null
    ? [branch]
    : [{ line: `ListenerSet ${bold(placeName(listenerSet))}`, below: [branch] }];
}

function ruleBranch(answer: SimulationAnswer, options: DrawOptions): Branch {
  const { route, ruleIndex, ruleName, matchIndex } = answer;
  const { bold, dim } = options.palette;
  const rule = ruleIndex === null ? '' : ruleText({ ruleIndex, ruleName, matchIndex });
  const { sent } = options;
  const changes = requestChangeTexts(answer.request, sentAsForwarded(sent));
  return {
    line: `${route?.kind} ${bold(placeName(route?.metadata))}  ${dim(rule)}`,
    below: [
      ...changes.map((line) => ({ line })),
      ...settingTexts(answer).map((line) => ({ line })),
      ...answer.mirrors.map((mirror) => mirrorBranch(mirror, options)),
      ...(answer.outcome === 'REDIRECTED' || answer.outcome === 'RESPONDED'
        ? []
        : answer.backends.map((backend) => backendBranch(backend, answer, options))),
      ...headerChangeTexts(answer.responseHeaders).map((line) => ({ line: `response: ${line}` })),
      ...endBranches(answer, options),
    ],
  };
}

/** `rules[2] "checkout", matches[0]`: as the manifest counts. */
export function ruleText({
  ruleIndex,
  ruleName,
  matchIndex,
}: Pick<SimulationAnswer, 'ruleIndex' | 'ruleName' | 'matchIndex'>): string {
  const name = ruleName === null ? '' : ` ${JSON.stringify(plainText(ruleName))}`;
  return `rules[${ruleIndex}]${name}${matchIndex === null ? '' : `, matches[${matchIndex}]`}`;
}

function backendBranch(backend: AnsweredBackend, answer: SimulationAnswer, { palette }: DrawOptions): Branch {
  const { target, port, share, resolution, statusCode, sni, request } = backend;
  const notes = [
    ...(sni === null ? [] : [`TLS to ${plainText(sni)}`]),
    ...(statusCode === null ? [] : [`answered ${statusCode} in its place`]),
  ];
  const own = answer.request === null ? [] : requestChangeTexts(request, answer.request);
  const line = `${percent(share)}  ${objectName(target, port)}${notes.length === 0 ? '' : `  ${palette.dim(notes.join(', '))}`}`;
  const problem = brokenText(resolution, palette);
  return { line, below: [...problem, ...own].map((text) => ({ line: text })) };
}

function mirrorBranch(
  { target, port, fraction, resolution }: AnsweredMirror,
  { palette }: DrawOptions,
): Branch {
  return {
    line: `copy of ${percent(fraction)} to ${objectName(target, port)}`,
    below: brokenText(resolution, palette).map((line) => ({ line })),
  };
}

function brokenText(resolution: AnsweredResolution | null, { red }: Palette): readonly string[] {
  if (resolution === null || resolution.resolved) return [];
  return [red(`✗ ${resolution.reason}: ${plainText(resolution.message)}`)];
}

function settingTexts({ timeouts, retry }: SimulationAnswer): readonly string[] {
  const times = [
    ...(timeouts?.request == null ? [] : [`request ${timeouts.request}`]),
    ...(timeouts?.backendRequest == null ? [] : [`backend request ${timeouts.backendRequest}`]),
  ];
  const retries = [
    ...(retry?.attempts == null ? [] : [`up to ${retry.attempts}`]),
    ...(retry === null || retry.codes.length === 0 ? [] : [`on ${retry.codes.join(', ')}`]),
    ...(retry?.backoff == null ? [] : [`${retry.backoff} apart`]),
  ];
  return [
    ...(times.length === 0 ? [] : [`timeouts: ${plainText(times.join(', '))}`]),
    ...(retries.length === 0 ? [] : [`retries: ${plainText(retries.join(' '))}`]),
  ];
}

/** What the gateway does instead of passing the request on. */
function endBranches(answer: SimulationAnswer, { palette, sent }: DrawOptions): readonly Branch[] {
  const { outcome, statusCode, redirect } = answer;
  if (outcome === 'FORWARDED') return [];
  const code = sent.scheme === 'GRPC' ? `gRPC status ${statusCode}` : `${statusCode}`;
  const status = statusCode === null ? 'the connection ends' : `answers ${code}`;
  const location = redirect?.location == null ? '' : ` to ${plainText(redirect.location)}`;
  return [{ line: palette[OUTCOMES[outcome].paint](`${status}${location}`) }];
}

function conclusion(answer: SimulationAnswer, { palette }: DrawOptions): string {
  const { outcome, message, backends } = answer;
  const failing = backends.reduce((sum, { share, statusCode }) => sum + (statusCode === null ? 0 : share), 0);
  const isMixed = outcome === 'FORWARDED' && failing > 0;
  const { mark, paint } = OUTCOMES[isMixed ? 'RESPONDED' : outcome];
  const rest = isMixed ? `; ${percent(failing)} of such requests get an error` : '';
  return `${palette[paint](`${mark} ${outcome}`)}: ${plainText(message)}${rest}`;
}

function sentAsForwarded({ host, method, path, query, headers }: SentRequest) {
  return { scheme: undefined, host: host ?? null, method, path: `${path}${query}`, headers };
}

/** `100 %`, `33.3 %`. */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
