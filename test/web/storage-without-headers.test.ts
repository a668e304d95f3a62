import { expect, test } from 'vitest';
import { storageWithoutHeaders } from '../../src/web/storage-without-headers.ts';

function memoryStorage() {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}

test('a bearer token of an operation in the history is never written down', () => {
  const inner = memoryStorage();
  const headers = '{"Authorization":"Bearer t0ken"}';
  storageWithoutHeaders(inner).setItem(
    'graphiql:queries',
    JSON.stringify({ queries: [{ query: '{ name }', headers, variables: '{}' }] }),
  );
  expect(inner.getItem('graphiql:queries')).toBe('{"queries":[{"query":"{ name }","variables":"{}"}]}');
});

test('a query that selects a field named headers is kept', () => {
  const inner = memoryStorage();
  const value = JSON.stringify({ queries: [{ query: '{ headers }', variables: '{"headers":1}' }] });
  storageWithoutHeaders(inner).setItem('graphiql:queries', value);
  expect(inner.getItem('graphiql:queries')).toBe(value);
});

test('a value that is no JSON is stored as it is', () => {
  const storage = storageWithoutHeaders(memoryStorage());
  storage.setItem('graphiql:query', '{ a } # "headers"');
  expect(storage.getItem('graphiql:query')).toBe('{ a } # "headers"');
});

test('everything else is the storage below', () => {
  const storage = storageWithoutHeaders(memoryStorage());
  storage.setItem('a', '1');
  storage.setItem('b', '2');
  expect(storage.length).toBe(2);
  storage.removeItem('a');
  expect(storage.getItem('a')).toBeNull();
  storage.clear();
  expect(storage.length).toBe(0);
});
