import type { AnsweredKey, SimulationAnswer } from '../simulate/simulation-answer.ts';

/** What an answer has none of. */
export const NONE = 'none';

/** Every backend with its share, and what is answered in its place. */
export function backendsText({ backends }: SimulationAnswer): string {
  return listText(
    backends.map((backend) => {
      const error = backend.statusCode === null ? '' : `, which is answered with ${backend.statusCode}`;
      return `${nameOf(backend)} (${Number(backend.share.toFixed(3))}${error})`;
    }),
  );
}

export function listText(names: readonly string[]): string {
  return names.length === 0 ? NONE : names.join(', ');
}

/** `shop/cart:8080`. */
export function nameOf({
  target,
  port,
}: {
  readonly target: AnsweredKey;
  readonly port: number | null;
}): string {
  return `${placeOf(target)}${port === null ? '' : `:${port}`}`;
}

/** `shop/cart`. */
export function placeOf({ namespace, name }: AnsweredKey): string {
  return namespace === null ? name : `${namespace}/${name}`;
}
