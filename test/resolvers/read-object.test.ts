import { expect, test } from 'vitest';
import { readObjects } from '../../resolvers/read-object.ts';
import { GATEWAY } from '../../src/gatewayapi/groups.ts';
import type { Lookup } from '../../src/kube/lookup.ts';

const FORBIDDEN: Lookup = { state: 'forbidden', message: 'no' };
const keys = ['a', 'b'].map((name) => ({ ...GATEWAY, namespace: 'infra', name }));

test.each([
  ['the second is known at once', ['a']],
  ['the first is known at once', ['b']],
  ['both take a while', ['a', 'b']],
])('the error is that of the first key, also where %s', async (_what, slow) => {
  const object = ({ name }: { readonly name: string }) =>
    slow.includes(name) ? Promise.resolve(FORBIDDEN) : FORBIDDEN;
  const read = async () => await readObjects({ object }, keys, (each) => each);
  await expect(read()).rejects.toThrow('you may not read Gateway infra/a');
});
