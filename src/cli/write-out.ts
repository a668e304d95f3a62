import type { CliOutput } from './cli-io.ts';

/** Resolves once the text is handed over. A reader that has left (`gwql query ... | head`) is no failure. */
export function writeOut(output: CliOutput, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error?: NodeJS.ErrnoException | null) => {
      if (error == null || error.code === 'EPIPE') resolve();
      else reject(error);
    });
  });
}

/** A stream tells errors to its listeners too, and without any they end the process. `writeOut` is told them anyway. */
export function hearErrors(output: CliOutput): void {
  output.on('error', () => {});
}
