import { type GraphQLError, getLocation } from 'graphql';
import { plainText } from '../../report/plain-text.ts';
import type { DocumentProblem, Severity } from './documents-report.ts';

/** An error of graphql-js as a problem, where the first of its nodes is: that may be in another file. */
export function problemOf(
  error: GraphQLError,
  { file, severity, code }: { readonly file: string; readonly severity: Severity; readonly code: string },
): DocumentProblem {
  const loc = error.nodes?.find((node) => node.loc !== undefined)?.loc;
  const source = loc?.source ?? error.source;
  const start = loc?.start ?? error.positions?.[0];
  const place = source === undefined || start === undefined ? undefined : getLocation(source, start);
  const own = error.extensions['code'];
  return {
    severity,
    code: typeof own === 'string' ? own : code,
    message: plainText(error.message),
    file: place === undefined ? file : (source?.name ?? file),
    line: place?.line,
    column: place?.column,
  };
}
