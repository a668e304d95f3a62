import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface StartedServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** `gwql serve` as a user starts it, on the demo unless told otherwise and a free port; the address is the one that its log names. */
export function startServer(argv: readonly string[] = []): Promise<StartedServer> {
  const environment = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GWQL_') && name !== 'PORT',
  );
  const server = spawn(process.execPath, [join('src', 'main.ts'), 'serve', '--port', '0', ...argv], {
    cwd: root,
    env: Object.fromEntries(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let log = '';
    const read = (chunk: Buffer): void => {
      log = (log + chunk.toString()).slice(-20_000);
      const url = /gwql serves (http:\/\/127\.0\.0\.1:\d+)\//.exec(log)?.[1];
      if (url !== undefined) resolve({ url, stop: () => stop(server) });
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('error', reject);
    server.on('exit', (code) =>
      reject(new Error(`gwql serve ended with ${code} before it named its address:\n${log}`)),
    );
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}
