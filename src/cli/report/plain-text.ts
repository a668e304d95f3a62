import { visibleText } from './visible-text.ts';

/**
 * One line that does to a terminal or a log nothing but stand there, whatever a foreign schema, server or file name
 * holds.
 */
export function plainText(text: string): string {
  return visibleText(text.replaceAll(/\s*\n\s*/g, ' ').trim());
}
