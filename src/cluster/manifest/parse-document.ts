import type { Json } from '../../kube/json.ts';
import { syntaxTreeOf } from './syntax-tree.ts';
import { type Converted, MAX_DEPTH, yamlToJson } from './yaml-to-json.ts';

/** One document as JSON. `syntax` says which parser it took. Throws DocumentFault. */
export interface ParsedDocument extends Converted {
  readonly syntax: 'json' | 'yaml';
}

/** Reads one document of a manifest; undefined where it holds nothing, or comments only. */
export function parseDocument(text: string): ParsedDocument | undefined {
  const json = /^\s*\{/.test(text) ? exactJson(text) : undefined;
  if (json !== undefined) return { value: json, notices: [], syntax: 'json' };
  if (isBlank(text)) return undefined;
  const tree = syntaxTreeOf(text);
  const converted = yamlToJson(tree.contents);
  return converted.value === null ? undefined : { ...converted, syntax: 'yaml' };
}

/**
 * JSON by the fast parser. Undefined where it is no JSON, is nested too deeply or holds numbers that need a second
 * look: the YAML parser reads JSON too, and knows where the trouble is.
 */
function exactJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isExact(value, 0) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isExact(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  for (const part of Array.isArray(value) ? value : Object.values(value)) {
    if (!isExact(part, depth + 1)) return false;
  }
  return true;
}

/** Nothing but comments and directives: `%YAML 1.2` stands before the `---` where the documents are split. */
function isBlank(text: string): boolean {
  if (!/^(?:---)?\s*(?:[%#]|$)/.test(text)) return false;
  return text.split('\n').every((line) => /^(?:---)?\s*(?:#|$)|^%/.test(line));
}
