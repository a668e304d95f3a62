import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { probeApp } from '../support/probe-app.ts';

const LARGE = '{ items(count: 900) { id name port } }';

async function ask(query: string, encoding?: string) {
  const { app } = await probeApp();
  return await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { host: 'localhost:4000', ...(encoding === undefined ? {} : { 'accept-encoding': encoding }) },
    payload: { query },
  });
}

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('a large answer is sent in %s to who takes it', async (encoding, decompress) => {
  const plain = await ask(LARGE);
  const compressed = await ask(LARGE, encoding);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(compressed.headers['content-encoding']).toBe(encoding);
  expect(compressed.headers['content-length']).toBe(String(compressed.rawPayload.length));
  expect(compressed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 4);
  expect(decompress(compressed.rawPayload).toString()).toBe(plain.payload);
});

test('caches are told that the encoding decides, whatever it came out as', async () => {
  expect((await ask(LARGE)).headers['vary']).toContain('accept-encoding');
  expect((await ask(LARGE, 'br')).headers['vary']).toContain('accept-encoding');
});

test('a small answer is sent as it is', async () => {
  const { headers, payload } = await ask('{ item { id } }', 'br, gzip');
  expect(headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(payload)).toEqual({ data: { item: { id: '1' } } });
});
