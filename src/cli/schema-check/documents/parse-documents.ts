import { type DocumentNode, GraphQLError, isExecutableDefinitionNode, parse, Source } from 'graphql';
import { parseLimits, type QueryLimits } from '../../../limits/query-limits.ts';
import type { DocumentProblem } from './documents-report.ts';
import { problemOf } from './problem-of.ts';
import type { DocumentText } from './read-documents.ts';

export interface ParsedDocument {
  readonly file: string;
  readonly document: DocumentNode;
}

export interface ParsedDocuments {
  readonly documents: readonly ParsedDocument[];
  /** Files that hold a schema and no documents: patterns catch them easily. */
  readonly schemas: readonly string[];
  readonly problems: readonly DocumentProblem[];
}

export function parseDocuments(texts: readonly DocumentText[], limits: QueryLimits): ParsedDocuments {
  const documents: ParsedDocument[] = [];
  const schemas: string[] = [];
  const problems: DocumentProblem[] = [];
  for (const { file, text } of texts) {
    const parsed = parseText(file, text, limits);
    if (parsed instanceof GraphQLError) {
      problems.push(problemOf(parsed, { file, severity: 'error', code: 'GRAPHQL_PARSE_FAILED' }));
    } else if (parsed.definitions.some(isExecutableDefinitionNode)) {
      documents.push({ file, document: parsed });
    } else {
      schemas.push(file);
    }
  }
  return { documents, schemas, problems };
}

function parseText(file: string, text: string, limits: QueryLimits): DocumentNode | GraphQLError {
  try {
    return parse(new Source(text, file), parseLimits(limits));
  } catch (error) {
    // what is nested too deeply for the parser is nested too deeply for the server
    return error instanceof GraphQLError ? error : new GraphQLError('The document cannot be parsed.');
  }
}
