import type { AnsweredKey } from '../simulate/simulation-answer.ts';

const PORT_NAME = /^([^/\s:]+)\/([^/\s:]+)(?::(\d{1,5}))?$/;

/** `shop/cart` or `shop/cart:8080`. */
export function isPortName(value: unknown): boolean {
  return typeof value === 'string' && PORT_NAME.test(value);
}

/** Whether the name is that of the target; a name without a port is that of any port. */
export function samePlace(
  name: string,
  { target, port }: { readonly target: AnsweredKey; readonly port: number | null },
): boolean {
  const [, namespace, service, wanted] = PORT_NAME.exec(name) ?? [];
  const isTarget = target.namespace === namespace && target.name === service;
  return isTarget && (wanted === undefined || Number(wanted) === port);
}
