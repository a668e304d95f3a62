/** What is wrong with a place in a manifest. `message` never quotes the text: it may be a password. */
export interface ManifestProblem {
  readonly file: string;
  /** 1-based, as `column` is. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** `error`: something was not read. `warning`: it was, and not as it was written. */
  readonly level: 'error' | 'warning';
}

/** `shop/routes.yaml:12:3: metadata.name is missing`. */
export function formatProblem({ file, line, column, message }: ManifestProblem): string {
  return `${file}:${line}:${column}: ${message}`;
}
