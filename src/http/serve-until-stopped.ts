import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../config/is-loopback.ts';
import type { Logger } from '../telemetry/logger.ts';
import { drain } from './drain.ts';
import { type Address, listen } from './listen.ts';
import { GRAPHQL_PATH, PAGE_PATH } from './paths.ts';

export interface ServeOptions extends Address {
  readonly app: FastifyInstance;
  /** Whoever reaches the address may ask. */
  readonly open: boolean;
  readonly logger: Logger;
  /** Where signals arrive: the process. */
  readonly signals: NodeJS.EventEmitter;
  readonly graceMs?: number | undefined;
}

/** Listens, until the process is told to stop and every request under way is answered. */
export async function serveUntilStopped(options: ServeOptions): Promise<void> {
  const { app, logger, signals, graceMs } = options;
  const stopped = stopSignal(signals);
  const url = await listen(app, options);
  logger.info(`gwql serves ${url}${GRAPHQL_PATH}; open ${url}${PAGE_PATH} to try it`);
  warnIfOpen(options);
  const signal = await stopped;
  logger.info({ signal }, 'stopping once the requests under way are answered');
  await drain(app, graceMs);
  logger.info('stopped');
}

const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** The first signal to stop. A second one is left to the system, which ends the process. */
function stopSignal(signals: NodeJS.EventEmitter): Promise<string> {
  return new Promise((resolve) => {
    const stop = (signal: string) => {
      for (const each of STOP_SIGNALS) signals.removeListener(each, stop);
      resolve(signal);
    };
    for (const each of STOP_SIGNALS) signals.on(each, stop);
  });
}

function warnIfOpen({ host, open, tls, logger }: ServeOptions): void {
  if (isLoopback(host)) return;
  if (open) {
    logger.warn(
      { host },
      'whoever reaches this address can read what gwql reads: keep it behind something that asks who they are',
    );
  } else if (!tls) {
    logger.warn(
      { host },
      'tokens arrive here unencrypted: use --tls-cert, unless something in front speaks TLS',
    );
  }
}
