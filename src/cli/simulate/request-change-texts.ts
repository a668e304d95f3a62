import type { Header } from '../../gatewayapi/routing/sent-request.ts';
import { plainText } from '../report/plain-text.ts';
import type { AnsweredHeaderChanges, AnsweredRequest } from './simulation-answer.ts';

type Before = Omit<AnsweredRequest, 'scheme'>;

/** What filters made of a request, one change a line: `path /shop/cart becomes /cart`, `header x-tenant: shop`. */
export function requestChangeTexts(after: AnsweredRequest | null, before: Before): readonly string[] {
  if (after === null) return [];
  const fields = (['method', 'host', 'path'] as const).flatMap((field) =>
    after[field] === before[field]
      ? []
      : [`${field} ${plainText(before[field] ?? 'none')} becomes ${plainText(after[field] ?? 'none')}`],
  );
  return [...fields, ...headersDifference(before.headers, after.headers)];
}

function headersDifference(before: readonly Header[], after: readonly Header[]): readonly string[] {
  const text = ({ name, value }: Header) => plainText(`${name}: ${value}`);
  const wasThere = new Set(before.map(text));
  const names = new Set(after.map(({ name }) => name.toLowerCase()));
  return [
    ...after
      .map(text)
      .filter((line) => !wasThere.has(line))
      .map((line) => `header ${line}`),
    ...before
      .filter(({ name }) => !names.has(name.toLowerCase()))
      .map(({ name }) => `without header ${plainText(name)}`),
  ];
}

/** What happens to the headers of the response, one change a line. */
export function headerChangeTexts(changes: AnsweredHeaderChanges | null): readonly string[] {
  if (changes === null) return [];
  const text =
    (verb: string) =>
    ({ name, value }: Header) =>
      plainText(`${verb} ${name}: ${value}`);
  return [
    ...changes.set.map(text('set')),
    ...changes.add.map(text('add')),
    ...changes.remove.map((name) => plainText(`remove ${name}`)),
  ];
}
