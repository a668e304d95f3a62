import type { OptionRow } from './option-row.ts';
import { oneOf } from './value-parsers.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type LogFormat = 'json' | 'text';

const LOG_LEVEL: OptionRow<LogLevel> = {
  name: 'log-level',
  placeholder: 'level',
  help: `what is logged: ${LOG_LEVELS.join(', ')}`,
  otherwise: 'info',
  parse: oneOf(...LOG_LEVELS),
};

const LOG_FORMAT: OptionRow<LogFormat> = {
  name: 'log-format',
  placeholder: 'format',
  help: 'json, or text for people',
  otherwise: 'text on a terminal, else json',
  parse: oneOf('json', 'text'),
};

export const LOG_OPTIONS = { logLevel: LOG_LEVEL, logFormat: LOG_FORMAT };
