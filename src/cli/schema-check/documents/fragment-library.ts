import { type FragmentDefinitionNode, Kind } from 'graphql';
import type { ParsedDocument } from './parse-documents.ts';

export interface LibraryFragment {
  readonly file: string;
  readonly definition: FragmentDefinitionNode;
}

/** All fragments of all documents by name; of two with one name in one file, the first. */
export type FragmentLibrary = ReadonlyMap<string, readonly LibraryFragment[]>;

export function fragmentLibrary(documents: readonly ParsedDocument[]): FragmentLibrary {
  const library = new Map<string, LibraryFragment[]>();
  for (const { file, document } of documents) {
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
      const namesakes = library.get(definition.name.value) ?? [];
      if (namesakes.some((other) => other.file === file)) continue;
      library.set(definition.name.value, [...namesakes, { file, definition }]);
    }
  }
  return library;
}
