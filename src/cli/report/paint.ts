import type { CliIo } from '../cli-io.ts';

export type Paint = (text: string) => string;

export interface Palette {
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly bold: Paint;
  readonly dim: Paint;
}

/** No colours. */
export const PLAIN: Palette = { red: same, yellow: same, green: same, bold: same, dim: same };

const COLOURED: Palette = {
  red: sgr(31, 39),
  yellow: sgr(33, 39),
  green: sgr(32, 39),
  bold: sgr(1, 22),
  dim: sgr(2, 22),
};

/** Colours for people at a terminal, unless they want none (https://no-color.org). */
export function paletteFor({ stdout, env }: Pick<CliIo, 'stdout' | 'env'>): Palette {
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return stdout.isTTY === true && !refused ? COLOURED : PLAIN;
}

function same(text: string): string {
  return text;
}

function sgr(on: number, off: number): Paint {
  return (text) => `\u001b[${on}m${text}\u001b[${off}m`;
}
