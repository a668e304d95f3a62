import { expect, test } from 'vitest';
import { networkFailure } from '../../../src/cluster/live/network-failure.ts';

test.each([
  ['ECONNREFUSED', true],
  ['UND_ERR_SOCKET', true],
  ['EAI_AGAIN', true],
  ['ENOTFOUND', false],
  ['CERT_HAS_EXPIRED', false],
  ['UND_ERR_HEADERS_TIMEOUT', false],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', false],
  ['ERR_SSL_ANYTHING', false],
])('%s is passing: %s', (code, passing) => {
  expect(networkFailure(Object.assign(new Error('x'), { code })).passing).toBe(passing);
});

test('the code may be below: of one of several addresses, or of a cause', () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  const words = networkFailure(refused).words;
  expect(networkFailure(new AggregateError([refused])).words).toBe(words);
  expect(networkFailure(new Error('outer', { cause: refused })).words).toBe(words);
});

test('what nobody knows gets no words of its own, only its code', () => {
  const error = Object.assign(new Error('https://user:password@10.0.0.1 failed'), { code: 'EODD' });
  expect(networkFailure(error)).toEqual({ words: 'cannot be asked (EODD)', passing: false });
  expect(networkFailure(new Error('secret'))).toEqual({
    words: 'cannot be asked (unknown network error)',
    passing: false,
  });
  expect(networkFailure('text').words).toBe('cannot be asked (unknown network error)');
});
