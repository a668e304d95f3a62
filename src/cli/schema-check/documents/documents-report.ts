export type Severity = 'error' | 'warning';

/** Something about a document; line and column count from 1, and are absent where it has no place. */
export interface DocumentProblem {
  readonly severity: Severity;
  /** A code as in `extensions.code`, or what it is a warning of. */
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

export interface MeasuredOperation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly type: string;
  readonly name: string | undefined;
  readonly depth: number;
  /** With fragments expanded. */
  readonly fields: number;
}

export interface DocumentsReport {
  /** How many files with documents there are. */
  readonly files: number;
  readonly limits: { readonly depth: number | undefined; readonly fields: number | undefined };
  readonly problems: readonly DocumentProblem[];
  readonly operations: readonly MeasuredOperation[];
  /** Files that hold a schema and no documents. */
  readonly schemas: readonly string[];
}
