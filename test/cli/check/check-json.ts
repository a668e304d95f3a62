import { type CliRunOptions, cliRun } from '../../support/cli-run.ts';

export interface ToldFinding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly object?: { readonly kind: string; readonly namespace?: string; readonly name: string };
  readonly path?: string;
  readonly hint?: string;
  readonly source: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly template?: string;
  };
  readonly fingerprint: string;
  readonly known?: boolean;
}

export interface CheckJson {
  readonly exitCode: number;
  readonly stderr: string;
  readonly passed: boolean;
  readonly complete: boolean;
  readonly files: number;
  readonly objects: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly baseline?: { readonly known: number; readonly gone: number };
  readonly findings: readonly ToldFinding[];
}

/** What `gwql check --format json` says. */
export async function checkJson(argv: readonly string[], options: CliRunOptions = {}): Promise<CheckJson> {
  const { exitCode, stdout, stderr } = await cliRun(['check', ...argv, '--format', 'json'], options);
  if (stdout === '') throw new Error(`there is no report: ${stderr}`);
  return { ...(JSON.parse(stdout) as CheckJson), exitCode, stderr };
}

/** `CODE Kind namespace/name path`. */
export function lineOf({ code, object, path = '' }: ToldFinding): string {
  const name = object?.namespace === undefined ? object?.name : `${object.namespace}/${object.name}`;
  return `${code} ${object?.kind ?? ''} ${name ?? ''} ${path}`;
}
