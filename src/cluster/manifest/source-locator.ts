import type { Document } from 'yaml';
import type { SourceLocation } from '../../kube/cluster-reader.ts';
import { fieldOffset } from './field-offset.ts';
import type { SourceFile } from './source-file.ts';
import type { TextRange } from './split-documents.ts';
import { syntaxTreeOf } from './syntax-tree.ts';
import { templateOf } from './template-of.ts';

/** One document of a manifest. Documents are the same only if they are the same JavaScript object. */
export interface SourceDocument {
  readonly file: SourceFile;
  readonly range: TextRange;
  /** Whether its text may be shown: it holds no Secret or ConfigMap. */
  readonly isPublic: boolean;
}

/** Where an object was written. */
export interface ObjectSource {
  readonly document: SourceDocument;
  /** Its place in lists, as in `expandLists`. */
  readonly items: readonly number[];
}

/**
 * Finds fields in manifests. Parsing for positions is left until somebody asks for one; the tree of the document
 * asked for last is kept, since one question seldom comes alone.
 */
export class SourceLocator {
  #last: { readonly document: SourceDocument; readonly known: KnownDocument } | undefined;

  locate({ document, items }: ObjectSource, path = ''): SourceLocation {
    const { tree, template } = this.#know(document);
    const offset = tree === undefined ? 0 : fieldOffset(tree, items, path);
    return { ...document.file.locationAt(document.range.start + offset), ...template };
  }

  #know(document: SourceDocument): KnownDocument {
    if (this.#last?.document !== document) this.#last = { document, known: parsed(document) };
    return this.#last.known;
  }
}

/** A place in a document, counted from its start. */
export function locateOffset(
  { file, range }: Omit<SourceDocument, 'isPublic'>,
  offset: number,
): SourceLocation {
  return { ...file.locationAt(range.start + offset), ...templateOf(file.textOf(range)) };
}

interface KnownDocument {
  readonly tree: Document.Parsed | undefined;
  readonly template: Pick<SourceLocation, 'template'>;
}

function parsed({ file, range }: SourceDocument): KnownDocument {
  const text = file.textOf(range);
  return { tree: treeOf(text), template: templateOf(text) };
}

function treeOf(text: string): Document.Parsed | undefined {
  try {
    return syntaxTreeOf(text);
  } catch {
    return undefined;
  }
}
