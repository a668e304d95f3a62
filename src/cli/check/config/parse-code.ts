import type { Parsed } from '../../../config/option-row.ts';
import { nearestName } from '../../../validation/nearest-name.ts';
import { RESULT_CODES, type ResultCode } from '../check-result.ts';

/** A code, in whatever case. */
export function parseCode(given: string): Parsed<ResultCode> {
  const code = RESULT_CODES.find((each) => each === given.toUpperCase().replaceAll('-', '_'));
  if (code !== undefined) return { value: code };
  const near = nearestName(given, RESULT_CODES);
  const listed = 'a code of docs/findings.md or docs/check.md';
  return { expected: near === undefined ? listed : `${listed}: did you mean ${near}?` };
}
