import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { hearErrors, writeOut } from '../../src/cli/write-out.ts';

function failing(code: string): Writable {
  const output = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
  });
  hearErrors(output);
  return output;
}

test('a reader that has left is no failure', async () => {
  await expect(writeOut(failing('EPIPE'), 'text')).resolves.toBeUndefined();
});

test('a full disk is one', async () => {
  await expect(writeOut(failing('ENOSPC'), 'text')).rejects.toThrow('ENOSPC');
});
