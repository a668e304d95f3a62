import type { Environment } from '@marcbachmann/cel-js';
import { formatText } from '../format-text.ts';
import { registerAll, registerNamespace } from '../register.ts';

/** What the library lacks of https://pkg.go.dev/github.com/google/cel-go/ext#Strings. */
export function registerStrings(environment: Environment): void {
  registerNamespace(environment, 'strings', 'StringsNamespace');
  registerAll(environment, {
    'string.charAt(int): string': (text: string, index: bigint) => charAt(text, Number(index)),
    'string.replace(string, string): string': (text: string, from: string, to: string) =>
      text.replaceAll(from, () => to),
    'string.replace(string, string, int): string': replaceSome,
    'string.reverse(): string': (text: string) => [...text].reverse().join(''),
    'string.format(list): string': (text: string, values: readonly unknown[]) => formatText(text, values),
    'StringsNamespace.quote(string): string': (_: unknown, text: string) => JSON.stringify(text),
  });
}

function charAt(text: string, index: number): string {
  const letters = [...text];
  if (index < 0 || index > letters.length) throw new Error(`index out of range: ${index}`);
  return letters[index] ?? '';
}

function replaceSome(text: string, from: string, to: string, most: bigint): string {
  let left = most < 0n ? Number.POSITIVE_INFINITY : Number(most);
  return text.replaceAll(from, (found) => {
    left -= 1;
    return left >= 0 ? to : found;
  });
}
