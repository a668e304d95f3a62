interface KeyValueStorage {
  readonly length: number;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
}

function dropHeaders(value: string): string {
  try {
    return JSON.stringify(
      JSON.parse(value, (key, inner: unknown) => (key === 'headers' ? undefined : inner)),
    );
  } catch {
    return value;
  }
}

/**
 * A storage that never writes request headers down. GraphiQL's history keeps the headers of every operation, and ours
 * may carry a bearer token of the cluster: that stays in the page's memory.
 */
export function storageWithoutHeaders(storage: KeyValueStorage): KeyValueStorage {
  return {
    get length() {
      return storage.length;
    },
    getItem: (key) => storage.getItem(key),
    setItem: (key, value) => storage.setItem(key, value.includes('"headers"') ? dropHeaders(value) : value),
    removeItem: (key) => storage.removeItem(key),
    clear: () => storage.clear(),
  };
}
