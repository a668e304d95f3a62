/**
 * What may be said of an error that nobody expected. Its message is left out: it can hold what the caller sent or
 * what the cluster stores. Name, code and stack frames lead to the bug without it.
 */
export interface Fault {
  readonly name: string;
  /** As of Node: `ECONNREFUSED`. */
  readonly code?: string;
  /** Stack frames, the innermost first. */
  readonly at: readonly string[];
  readonly cause?: Fault;
}

const FRAMES = 12;
const CAUSES = 3;

export function faultOf(error: unknown, causes: number = CAUSES): Fault {
  if (!(error instanceof Error)) return { name: `thrown ${typeof error}`, at: [] };
  const code = (error as { code?: unknown }).code;
  return {
    name: /^\w{1,60}$/.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,39}$/.test(code) ? { code } : {}),
    at: framesOf(error),
    ...(error.cause !== undefined && causes > 0 ? { cause: faultOf(error.cause, causes - 1) } : {}),
  };
}

/** The stack opens with the message, which can have lines that look like frames. */
function framesOf({ message, stack = '' }: Error): string[] {
  const start = stack.indexOf(message);
  if (start < 0) return [];
  return stack
    .slice(start + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, FRAMES)
    .map((line) => line.slice('at '.length));
}
