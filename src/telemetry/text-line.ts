/** `2026-11-23T08:00:00.000Z warn  the message key=value`, from a line of JSON. */
export function textLine(line: string): string {
  const { time, level, msg = '', ...rest } = JSON.parse(line) as { readonly [key: string]: unknown };
  const details = Object.entries(rest).map(([key, value]) => ` ${key}=${shown(value)}`);
  return `${String(time)} ${String(level).padEnd(5)} ${String(msg)}${details.join('')}\n`;
}

/** Quoted where it would not stay one word on one line. */
function shown(value: unknown): string {
  return typeof value === 'string' && /^[\w.:/@-]+$/.test(value) ? value : JSON.stringify(value);
}
