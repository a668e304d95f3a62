import { plainText } from '../report/plain-text.ts';
import type { AnsweredKey } from './simulation-answer.ts';

/** `shop/cart`. */
export function placeName(key: Pick<AnsweredKey, 'namespace' | 'name'> | undefined): string {
  if (key === undefined) return '';
  return plainText(key.namespace === null ? key.name : `${key.namespace}/${key.name}`);
}

/** `Service shop/cart:8080`. */
export function objectName(key: AnsweredKey, port: number | null): string {
  return `${key.kind ?? ''} ${placeName(key)}${port === null ? '' : `:${port}`}`.trimStart();
}
