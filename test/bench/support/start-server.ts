import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface StartedServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A server of its own process, so that what loads it does not slow it down. */
export async function startServer(routes: number, kind: string): Promise<StartedServer> {
  const script = join(import.meta.dirname, 'bench-server.ts');
  const child = spawn(process.execPath, [script, String(routes), kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await firstLine(child);
  return {
    url: `${address}/graphql`,
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error('a server without output');
  let text = '';
  for await (const chunk of stdout) {
    text += String(chunk);
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end);
  }
  throw new Error('the server did not start');
}
