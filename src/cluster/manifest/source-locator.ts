import type { Document } from 'yaml';
import type { SourceLocation } from '../../kube/cluster-reader.ts';
import { fieldOffset } from './field-offset.ts';
import type { SourceFile } from './source-file.ts';
import type { TextRange } from './split-documents.ts';
import { syntaxTreeOf } from './syntax-tree.ts';

/** One document of a manifest. Documents are the same only if they are the same JavaScript object. */
export interface SourceDocument {
  readonly file: SourceFile;
  readonly range: TextRange;
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
  #last: { readonly document: SourceDocument; readonly tree: Document.Parsed | undefined } | undefined;

  locate({ document, items }: ObjectSource, path = ''): SourceLocation {
    const tree = this.#treeOf(document);
    const offset = tree === undefined ? 0 : fieldOffset(tree, items, path);
    return document.file.locationAt(document.range.start + offset);
  }

  #treeOf(document: SourceDocument): Document.Parsed | undefined {
    if (this.#last?.document !== document) this.#last = { document, tree: parsed(document) };
    return this.#last.tree;
  }
}

function parsed({ file, range }: SourceDocument): Document.Parsed | undefined {
  try {
    return syntaxTreeOf(file.textOf(range));
  } catch {
    return undefined;
  }
}
