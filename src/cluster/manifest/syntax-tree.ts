import { type Document, type ParsedNode, parseDocument, Schema } from 'yaml';
import { DocumentFault } from './document-fault.ts';
import { yamlErrorText } from './yaml-error-text.ts';

/** The tree takes a hundred times the memory of its text. */
const MAX_YAML_DOCUMENT = 16 * 1024 * 1024;

const OPTIONS = {
  // YAML 1.2 core, whatever a %YAML directive says: timestamps stay strings, `no` and `on` are no booleans.
  schema: new Schema({ schema: 'core', resolveKnownTags: false }),
  stringKeys: true,
  // Checked while converting: the parser compares each key with each other one.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** The YAML tree of one document with the position of each node; throws DocumentFault where it is not YAML. */
export function syntaxTreeOf(text: string): Document.Parsed<ParsedNode> {
  if (text.length > MAX_YAML_DOCUMENT) {
    throw new DocumentFault(0, 'it is larger than 16 MiB: give it as JSON, or as several documents');
  }
  const document = parsed(text);
  const error = document.errors[0];
  if (error !== undefined) throw new DocumentFault(error.pos[0], yamlErrorText(error.code));
  return document;
}

function parsed(text: string): Document.Parsed<ParsedNode> {
  try {
    return parseDocument(text, OPTIONS);
  } catch {
    throw new DocumentFault(0, yamlErrorText('IMPOSSIBLE'));
  }
}
