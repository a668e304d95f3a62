import { asString, getIn } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';

/** On the object that a finding is about; holds codes, with commas between them. */
export const IGNORE_ANNOTATION = 'gwql.dev/ignore';

/** The codes that an object's author does not want to hear of. */
export function ignoredCodes(object: RawObject): ReadonlySet<string> {
  const text = asString(getIn(object.metadata, 'annotations', IGNORE_ANNOTATION)) ?? '';
  const codes = text.split(',').map((code) => code.trim().toUpperCase());
  return new Set(codes.filter((code) => code !== ''));
}
