/** Milliseconds that a `Retry-After` asks for, as seconds or as a date; 0 where the server names none. */
export function retryAfterMs(header: unknown, now: number): number {
  const value = typeof header === 'string' ? header : '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
