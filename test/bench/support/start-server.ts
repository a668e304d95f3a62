import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface StartedServer {
  readonly url: string;
  /** Seconds of processor time that it has used. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/** A server of its own process, so that what loads it does not slow it down. */
export async function startServer(routes: number, kind: string): Promise<StartedServer> {
  const child = fork(join(import.meta.dirname, 'bench-server.ts'), [String(routes), kind]);
  child.setMaxListeners(0);
  const address = await nextMessage<string>(child);
  return {
    url: `${address}/graphql`,
    cpuSeconds: async () => {
      child.send('cpu');
      const { user, system } = await nextMessage<NodeJS.CpuUsage>(child);
      return (user + system) / 1e6;
    },
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const [message]: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('the server ended');
    }),
  ]);
  return message as T;
}
