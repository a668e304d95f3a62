import type { SourceLocation } from '../../../kube/cluster-reader.ts';

export interface RepositoryPlace {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** What was made from a template is shown there; which line of it was meant, nobody knows. */
export function placeInRepository(
  { file, line, column, template }: SourceLocation,
  inWorkspace: (file: string) => string,
): RepositoryPlace {
  return template === undefined ? { file: inWorkspace(file), line, column } : { file: inWorkspace(template) };
}
