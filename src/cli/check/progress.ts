import type { Clock } from '../../kube/time.ts';
import type { CliIo } from '../cli-io.ts';

/** Says to people what a command is at. */
export interface Progress {
  /** `text` is asked for only when it is shown. */
  show(text: () => string): void;
  /** Takes away what was shown. */
  clear(): void;
}

const SILENT: Progress = { show: () => undefined, clear: () => undefined };

/** Long enough that short checks show nothing, short enough to be alive. */
const INTERVAL_MS = 150;
const CLEAR_LINE = '\r\u001b[2K';

/** One line on standard error that is written over again and again; nothing where nobody looks. */
export function progressOn(
  { stderr, env }: Pick<CliIo, 'stderr' | 'env'>,
  clock: Clock = () => performance.now(),
): Progress {
  if (stderr.isTTY !== true || env['TERM'] === 'dumb') return SILENT;
  let shownAt = clock();
  let isShown = false;
  return {
    show(text) {
      const now = clock();
      if (now - shownAt < INTERVAL_MS) return;
      shownAt = now;
      isShown = true;
      stderr.write(`${CLEAR_LINE}gwql: ${text()}`);
    },
    clear() {
      if (isShown) stderr.write(CLEAR_LINE);
      isShown = false;
    },
  };
}
