import { DocumentFault } from '../cluster/manifest/document-fault.ts';
import { fieldOffset } from '../cluster/manifest/field-offset.ts';
import { SourceFile } from '../cluster/manifest/source-file.ts';
import { syntaxTreeOf } from '../cluster/manifest/syntax-tree.ts';
import { yamlToJson } from '../cluster/manifest/yaml-to-json.ts';
import type { SourceLocation } from '../kube/cluster-reader.ts';
import type { Json } from '../kube/json.ts';
import { UsageError } from './usage-error.ts';

/** A YAML file that a command is given to read, one document, as JSON. */
export interface YamlInput {
  readonly value: Json;
  /** Where a field is: `tests[0].request`. Of one that is not there, the nearest field around it. */
  locate(path: string): SourceLocation;
}

/** Throws UsageError with file, line and column where the text is no YAML. */
export function readYamlInput(file: string, text: string): YamlInput {
  const source = new SourceFile(file, text);
  try {
    const tree = syntaxTreeOf(text);
    const { value } = yamlToJson(tree.contents);
    return { value, locate: (path) => source.locationAt(fieldOffset(tree, [], path)) };
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    const { line, column } = source.locationAt(error.offset);
    throw new UsageError(`${file}:${line}:${column}: ${error.message}`);
  }
}
