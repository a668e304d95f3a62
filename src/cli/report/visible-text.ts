/** Control characters, line separators, and what is not seen but turns the direction of writing. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text that does to a terminal or a log nothing but stand there; as long as before only where it was so already. */
export function visibleText(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
