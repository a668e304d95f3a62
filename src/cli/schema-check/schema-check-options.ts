import type { OptionRow } from '../../config/option-row.ts';
import { SERVE_LIMIT_OPTIONS } from '../../config/serve-options.ts';
import { SOURCE_OPTIONS } from '../../config/source-options.ts';
import { duration, oneOf, text } from '../../config/value-parsers.ts';
import type { FailOn } from './check-report.ts';

export type ReportFormat = 'text' | 'json' | 'github';

const DOCUMENTS: OptionRow<string> = {
  name: 'documents',
  placeholder: 'glob',
  many: true,
  help: "client documents to check, such as 'src/**/*.graphql' (quoted, so that the shell leaves it alone)",
  parse: text,
};

const FORMAT: OptionRow<ReportFormat> = {
  name: 'format',
  placeholder: 'format',
  help: 'text, json, or github for annotations in a workflow',
  otherwise: 'text',
  parse: oneOf('text', 'json', 'github'),
};

const FAIL_ON: OptionRow<FailOn> = {
  name: 'fail-on',
  placeholder: 'level',
  help: 'breaking: breaking changes and invalid documents; dangerous: dangerous changes and warnings too',
  otherwise: 'breaking',
  parse: oneOf('breaking', 'dangerous'),
};

/** Read as any text, and taken apart later: what is wrong with a header is said without showing its value. */
const HEADER: OptionRow<string> = {
  name: 'header',
  short: 'H',
  placeholder: 'header',
  many: true,
  help: "sent to the URL, such as 'Authorization: Bearer ...'",
  parse: (value) => ({ value }),
};

const TIMEOUT: OptionRow<number> = {
  name: 'timeout',
  placeholder: 'time',
  help: 'how long the URL or git may take (30s, 500ms, 2m)',
  otherwise: '30s',
  parse: duration,
};

/** What `gwql schema check` does. */
export const SCHEMA_CHECK_OPTIONS = {
  documents: DOCUMENTS,
  format: FORMAT,
  failOn: FAIL_ON,
  header: HEADER,
  timeout: TIMEOUT,
  crds: SOURCE_OPTIONS.crds,
};

/** What the documents are measured against: the limits of `gwql serve`, unless told otherwise. */
export const SCHEMA_CHECK_LIMIT_OPTIONS = {
  maxDepth: SERVE_LIMIT_OPTIONS.maxDepth,
  maxFields: SERVE_LIMIT_OPTIONS.maxFields,
};
