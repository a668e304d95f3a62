import type { OptionRow } from '../../config/option-row.ts';
import { oneOf } from '../../config/value-parsers.ts';
import type { FailOn } from '../schema-check/check-report.ts';
import { SCHEMA_CHECK_OPTIONS } from '../schema-check/schema-check-options.ts';

const FAIL_ON: OptionRow<FailOn> = {
  name: 'fail-on',
  placeholder: 'level',
  help: 'exit with 1 on breaking changes, or on dangerous ones too',
  otherwise: 'never',
  parse: oneOf('breaking', 'dangerous'),
};

/** What `gwql schema diff-crds` takes beside the two releases. */
export const SCHEMA_DIFF_CRDS_OPTIONS = { format: SCHEMA_CHECK_OPTIONS.format, failOn: FAIL_ON };
