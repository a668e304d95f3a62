import { badUserInput } from '../src/errors.ts';

/**
 * A cursor is a place in an order, not an index: it holds while objects come and go, its own included. `order` names
 * the order, so that a cursor is never taken for a place in another.
 */
export function encodeCursor(order: readonly string[], key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([order, key])).toString('base64url');
}

/** The key that a cursor of this order was made of, told by `isKey`; a coded error for every other text. */
export function decodeCursor<K extends readonly (string | number)[]>(
  cursor: string,
  order: readonly string[],
  isKey: (key: readonly unknown[]) => key is K,
): K {
  const decoded = parseCursor(cursor);
  if (Array.isArray(decoded) && decoded.length === 2) {
    const [cursorOrder, key]: readonly unknown[] = decoded;
    if (isListOfStrings(cursorOrder) && Array.isArray(key) && isKey(key)) {
      if (cursorOrder.join() === order.join()) return key;
      throw badUserInput('after: this cursor is of a list in another order; begin again without it');
    }
  }
  throw badUserInput('after: this is no cursor of this connection; use endCursor of the page before');
}

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Told by the caller, as every other text that is no cursor.
    return undefined;
  }
}

export function isListOfStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
