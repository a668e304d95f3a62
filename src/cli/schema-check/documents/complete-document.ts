import { type DefinitionNode, type DocumentNode, type FragmentSpreadNode, Kind, visit } from 'graphql';
import type { FragmentLibrary, LibraryFragment } from './fragment-library.ts';
import type { ParsedDocument } from './parse-documents.ts';

/** A spread that may mean fragments of several files. */
export interface AmbiguousSpread {
  readonly spread: FragmentSpreadNode;
  readonly files: readonly string[];
}

export interface CompleteDocument {
  readonly file: string;
  /** The definitions of the file, then the fragments of other files that these need. */
  readonly document: DocumentNode;
  readonly ambiguous: readonly AmbiguousSpread[];
}

/**
 * What a client would send: a spread means the fragment of its own file, else the one of another file. Unknown
 * fragments are left to validation.
 */
export function completeDocument(
  { file, document }: ParsedDocument,
  library: FragmentLibrary,
): CompleteDocument {
  // a fragment of the file itself is in the document already, whoever spreads it
  const needed = new Map(ownFragments(document, { file, library }));
  const ambiguous: AmbiguousSpread[] = [];
  const waiting = document.definitions.map((definition): Defined => ({ file, definition }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const spread of spreadsIn(next.definition)) {
      const name = spread.name.value;
      const meant = meantIn(next.file, library.get(name) ?? []);
      const known = needed.get(name) ?? meant[0];
      if (known === undefined) continue;
      if (meant.some((fragment) => fragment !== known)) {
        ambiguous.push({ spread, files: (library.get(name) ?? []).map((fragment) => fragment.file) });
      }
      if (!needed.has(name)) waiting.push(known);
      needed.set(name, known);
    }
  }
  const foreign = [...needed.values()].filter((fragment) => fragment.file !== file);
  const definitions = [...document.definitions, ...foreign.map(({ definition }) => definition)];
  return { file, document: { kind: Kind.DOCUMENT, definitions }, ambiguous };
}

interface Defined {
  readonly file: string;
  readonly definition: DefinitionNode;
}

function ownFragments(
  { definitions }: DocumentNode,
  { file, library }: { readonly file: string; readonly library: FragmentLibrary },
): readonly (readonly [name: string, fragment: LibraryFragment])[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) return [];
    const name = definition.name.value;
    const own = library.get(name)?.find((fragment) => fragment.file === file);
    return own === undefined ? [] : [[name, own] as const];
  });
}

function meantIn(file: string, namesakes: readonly LibraryFragment[]): readonly LibraryFragment[] {
  const own = namesakes.filter((fragment) => fragment.file === file);
  return own.length > 0 ? own : namesakes;
}

function spreadsIn(definition: DefinitionNode): readonly FragmentSpreadNode[] {
  const spreads: FragmentSpreadNode[] = [];
  visit(definition, {
    FragmentSpread(node) {
      spreads.push(node);
    },
  });
  return spreads;
}
