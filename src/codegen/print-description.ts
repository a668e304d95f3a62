/** A description as SDL has it, on one line. */
export function printDescription(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
