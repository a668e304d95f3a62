import { type AnswerPath, answerPath } from './answer-path.ts';
import { EXECUTOR } from './executor-option.ts';
import { LIMIT_OPTIONS } from './limit-options.ts';
import type { OptionRow } from './option-row.ts';
import { SOURCE_OPTIONS } from './source-options.ts';
import { jsonObject, text } from './value-parsers.ts';

const FILE: OptionRow<string> = {
  name: 'file',
  short: 'f',
  placeholder: 'file',
  help: 'read the query from a file, or - for standard input',
  parse: text,
};

const VARIABLES: OptionRow<{ readonly [name: string]: unknown }> = {
  name: 'variables',
  placeholder: 'json',
  help: 'the variables of the query, as a JSON object',
  parse: jsonObject,
};

const OPERATION: OptionRow<string> = {
  name: 'operation',
  placeholder: 'name',
  help: 'which operation to run, where the query holds several',
  parse: text,
};

const FAIL_IF_NONEMPTY: OptionRow<AnswerPath> = {
  name: 'fail-if-nonempty',
  placeholder: 'path',
  many: true,
  help: 'exit with 1 where something is there in the answer, such as .data.findings.nodes',
  parse: answerPath,
};

/** What to ask. */
export const QUERY_TEXT_OPTIONS = {
  file: FILE,
  variables: VARIABLES,
  operation: OPERATION,
  executor: EXECUTOR,
  failIfNonempty: FAIL_IF_NONEMPTY,
};

/** All options of `gwql query`. */
export const QUERY_OPTIONS = { ...QUERY_TEXT_OPTIONS, ...SOURCE_OPTIONS, ...LIMIT_OPTIONS };
