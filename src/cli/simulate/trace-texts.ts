import type { Palette } from '../report/paint.ts';
import { plainText } from '../report/plain-text.ts';
import { ruleText } from './draw-simulation.ts';
import { objectName } from './object-name.ts';
import type { AnsweredStep } from './simulation-answer.ts';

const VERDICTS: {
  readonly [verdict in AnsweredStep['verdict']]: { readonly word: string; readonly paint: keyof Palette };
} = {
  WON: { word: 'won', paint: 'green' },
  OUTRANKED: { word: 'outranked', paint: 'yellow' },
  NOT_MATCHED: { word: 'no match', paint: 'dim' },
  NOT_CONSIDERED: { word: 'not considered', paint: 'dim' },
};

const WIDTH = Math.max(...Object.values(VERDICTS).map(({ word }) => word.length));

/** Each candidate and why it got the request or did not: lines without their ends. */
export function traceTexts(steps: readonly AnsweredStep[], palette: Palette): readonly string[] {
  return steps.map(({ verdict, key, message, hostname, ...place }) => {
    const { word, paint } = VERDICTS[verdict];
    const rule = place.ruleIndex === null ? '' : `, ${ruleText(place)}`;
    const host = hostname === null ? '' : ` on ${plainText(hostname)}`;
    return `${palette[paint](word.padEnd(WIDTH))}  ${objectName(key, null)}${rule}${palette.dim(host)}: ${plainText(message)}`;
  });
}
