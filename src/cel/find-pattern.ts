import { re2 } from './re2.ts';

/** Whether a regular expression is found in a text; undefined where it is none. */
export function findPattern(pattern: string, text: string): boolean | undefined {
  try {
    return re2(pattern).test(text);
  } catch {
    return undefined;
  }
}
