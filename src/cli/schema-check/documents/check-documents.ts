import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { QueryLimits } from '../../../limits/query-limits.ts';
import { type AmbiguousSpread, type CompleteDocument, completeDocument } from './complete-document.ts';
import type { DocumentProblem, DocumentsReport } from './documents-report.ts';
import { fragmentLibrary } from './fragment-library.ts';
import { measureOperations } from './measure-operations.ts';
import { parseDocuments } from './parse-documents.ts';
import { problemOf } from './problem-of.ts';
import type { DocumentText } from './read-documents.ts';
import { unusedFragments } from './unused-fragments.ts';
import { validateDocument } from './validate-document.ts';

export interface DocumentsCheck {
  readonly schema: GraphQLSchema;
  readonly limits: QueryLimits;
}

/** Whether the server would answer these documents, what of the schema they use that may go, and how large they are. */
export function checkDocuments(texts: readonly DocumentText[], check: DocumentsCheck): DocumentsReport {
  const { documents, schemas, problems } = parseDocuments(texts, check.limits);
  const library = fragmentLibrary(documents);
  const complete = documents.map((document) => completeDocument(document, library));
  const found = complete.flatMap((document) => [
    ...document.ambiguous.map((ambiguity) => ambiguityProblem(document, ambiguity)),
    ...validateDocument(document, check),
  ]);
  return {
    files: texts.length - schemas.length,
    limits: { depth: check.limits.maxDepth, fields: check.limits.maxFields },
    problems: inOrder([...problems, ...found, ...unusedFragments(complete)]),
    operations: complete.flatMap(measureOperations),
    schemas,
  };
}

function ambiguityProblem({ file }: CompleteDocument, { spread, files }: AmbiguousSpread): DocumentProblem {
  const message = `The fragment "${spread.name.value}" is in several files: ${files.join(', ')}. Give each a name of its own.`;
  return problemOf(new GraphQLError(message, { nodes: spread }), {
    file,
    severity: 'error',
    code: 'AMBIGUOUS_FRAGMENT',
  });
}

/** A shared fragment is validated with each document that uses it; what is wrong with it is said once. */
function inOrder(problems: readonly DocumentProblem[]): readonly DocumentProblem[] {
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...once.values()].sort(byPlace);
}

function byPlace(a: DocumentProblem, b: DocumentProblem): number {
  return (
    (a.file < b.file ? -1 : Number(a.file > b.file)) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0)
  );
}
