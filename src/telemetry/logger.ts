import { type DestinationStream, type LogFn, type Logger, pino, stdTimeFunctions } from 'pino';
import { faultOf } from './fault.ts';
import { textLine } from './text-line.ts';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** `info`, `debug` and so on, or `silent`. */
  readonly level: string;
  /** `text` is for people. */
  readonly format: 'json' | 'text';
  readonly destination: NodeJS.WritableStream;
}

/**
 * A logger of one line an event. Errors that are handed to it lose their messages: those can hold what a caller sent
 * or a cluster stores.
 */
export function createLogger({ level, format, destination }: LoggerOptions): Logger {
  const stream: DestinationStream =
    format === 'json' ? destination : { write: (line) => destination.write(textLine(line)) };
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: faultOf, error: faultOf },
      hooks: {
        logMethod(args, method) {
          method.apply(this, titled(args));
        },
      },
    },
    stream,
  );
}

type LogArguments = Parameters<LogFn>;

/** pino takes the message of an error for the line's own where that has none. */
function titled(args: LogArguments): LogArguments {
  const [subject, message, ...rest] = args as [unknown, string | undefined, ...unknown[]];
  if (message !== undefined || typeof subject !== 'object' || subject === null) return args;
  const bindings = subject instanceof Error ? { err: subject } : subject;
  return ('err' in bindings ? [bindings, 'an error', ...rest] : args) as LogArguments;
}
