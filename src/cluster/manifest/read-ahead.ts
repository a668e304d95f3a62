/** How many files are being read while one is parsed. */
const AHEAD = 16;

export interface ReadFile<T> {
  readonly file: string;
  readonly read: T;
}

/**
 * Reads files in their order, the next ones while whoever asked is busy with one: a file takes several trips to the
 * file system, and next to no time of the processor. `read` must not reject.
 */
export async function* readAhead<T>(
  files: readonly string[],
  read: (file: string) => Promise<T>,
): AsyncGenerator<ReadFile<T>, void, undefined> {
  const running = files.slice(0, AHEAD).map(read);
  for (const [index, file] of files.entries()) {
    const next = files[index + AHEAD];
    const current = running.shift();
    if (next !== undefined) running.push(read(next));
    if (current !== undefined) yield { file, read: await current };
  }
}
