import { expect, test } from 'vitest';
import { faultOf } from '../../src/telemetry/fault.ts';

test('a fault has name and frames of an error, and nothing of its message', () => {
  const fault = faultOf(new TypeError('the password is\n    at hunter2 (file:1:1)'));
  expect(fault.name).toBe('TypeError');
  expect(fault.at[0]).toContain('fault.test.ts');
  expect(JSON.stringify(fault)).not.toContain('hunter2');
});

test('a message that was changed after the stack was made costs the frames', () => {
  const error = new Error('at hunter2\n    at hunter2 (file:1:1)');
  error.stack?.length;
  error.message = 'something else';
  expect(faultOf(error)).toEqual({ name: 'Error', at: [] });
});

test('codes of Node are kept, anything else in their place is not', () => {
  expect(faultOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toMatchObject({
    code: 'ECONNREFUSED',
  });
  expect(faultOf(Object.assign(new Error('x'), { code: 'the secret' }))).not.toHaveProperty('code');
  expect(faultOf(Object.assign(new Error('x'), { name: 'the secret' })).name).toBe('Error');
});

test('causes are followed, three at most', () => {
  const chain = [1, 2, 3, 4, 5].reduce<Error | undefined>((cause) => new Error('x', { cause }), undefined);
  expect(faultOf(chain)).toMatchObject({ cause: { cause: { cause: { name: 'Error' } } } });
  expect(faultOf(chain).cause?.cause?.cause).not.toHaveProperty('cause');
});

test('what is no error is known by its type only', () => {
  expect(faultOf('hunter2')).toEqual({ name: 'thrown string', at: [] });
});
