import { setImmediate } from 'node:timers/promises';
import type { SourceLocation } from '../../kube/cluster-reader.ts';
import { isObject, type Json } from '../../kube/json.ts';
import { isRawObject, type RawObject } from '../../kube/raw-object.ts';
import { ingest, isDataKind } from '../ingest.ts';
import { DocumentFault } from './document-fault.ts';
import { expandLists, type ListedValue } from './expand-lists.ts';
import { isForKustomize } from './is-for-kustomize.ts';
import type { ManifestProblem } from './manifest-problem.ts';
import { maskText, valueRanges } from './mask-values.ts';
import { objectFault } from './object-fault.ts';
import { type ParsedDocument, parseDocument } from './parse-document.ts';
import { SourceFile } from './source-file.ts';
import { locateOffset, type ObjectSource, SourceLocator } from './source-locator.ts';
import { splitDocuments, type TextRange } from './split-documents.ts';

/** An object as `ingest` leaves it, and where it was written. */
export interface SourcedObject {
  readonly object: RawObject;
  readonly source: ObjectSource;
}

export interface ParsedManifest {
  readonly objects: readonly SourcedObject[];
  readonly problems: readonly ManifestProblem[];
}

interface DocumentObjects {
  readonly range: TextRange;
  readonly found: readonly { readonly object: RawObject; readonly items: readonly number[] }[];
  /** What must not be kept of its text. */
  readonly masked: readonly TextRange[];
}

/** A server that reloads has to answer meanwhile. */
const DOCUMENTS_AT_A_TIME = 200;
const MAX_DOCUMENTS = 100_000;
const MAX_PROBLEMS = 1000;

/** The objects in the text of one manifest, and what is wrong with the rest of it. Never throws. */
export async function parseManifest(name: string, text: string): Promise<ParsedManifest> {
  const reader = new DocumentReader(new SourceFile(name, text));
  const documents: DocumentObjects[] = [];
  for (const range of splitDocuments(text)) {
    if (documents.length >= MAX_DOCUMENTS) {
      documents.push(reader.refuse({ start: range.start, end: text.length }));
      break;
    }
    documents.push(reader.read(range));
    if (documents.length % DOCUMENTS_AT_A_TIME === 0) await setImmediate();
  }
  const kept = maskText(
    text,
    documents.flatMap(({ masked }) => masked),
  );
  const file = new SourceFile(name, kept);
  const objects = documents.flatMap(({ range, found, masked }) => {
    const document = { file, range, isPublic: masked.length === 0 };
    return found.map(({ object, items }) => ({ object, source: { document, items } }));
  });
  return { objects, problems: reader.problems };
}

class DocumentReader {
  readonly problems: ManifestProblem[] = [];
  readonly #file: SourceFile;
  readonly #locator = new SourceLocator();

  constructor(file: SourceFile) {
    this.#file = file;
  }

  read(range: TextRange): DocumentObjects {
    const text = detached(this.#file.textOf(range));
    try {
      const parsed = parseDocument(text);
      if (parsed === undefined) return { range, found: [], masked: [] };
      for (const notice of parsed.notices) this.#report(range, notice, 'warning');
      return this.#admit(range, text, parsed);
    } catch (error) {
      this.#report(range, error);
      return { range, found: [], masked: [range] };
    }
  }

  /** The rest of a file that nobody can have written. */
  refuse(range: TextRange): DocumentObjects {
    this.#report(
      range,
      new DocumentFault(0, `a file may hold ${MAX_DOCUMENTS} documents: the rest is not read`),
    );
    return { range, found: [], masked: [range] };
  }

  #admit(range: TextRange, text: string, { value, syntax }: ParsedDocument): DocumentObjects {
    const values = [...expandLists(value)];
    const document = { file: this.#file, range, isPublic: false };
    const admitted = values.filter((listed) => this.#isAdmitted(listed, { document, items: listed.items }));
    const found = admitted.flatMap(({ value: object, items }) =>
      isRawObject(object) ? [{ object: ingest(object), items }] : [],
    );
    if (found.length === 0) return { range, found, masked: [range] };
    const isPublic = found.length === values.length && !values.some(holdsData);
    if (isPublic) return { range, found, masked: [] };
    const masked = valueRanges(text, syntax).map(({ start, end }) => ({
      start: start + range.start,
      end: end + range.start,
    }));
    return { range, found: found.map(({ object, items }) => ({ object: rewritten(object), items })), masked };
  }

  #isAdmitted({ value }: ListedValue, source: ObjectSource): boolean {
    if (isForKustomize(value, this.#file.name)) return false;
    const fault = objectFault(value);
    if (fault === undefined) return true;
    this.#add(() => this.#locator.locate(source, fault.path), { message: fault.message, level: 'error' });
    return false;
  }

  #report(range: TextRange, error: unknown, level: ManifestProblem['level'] = 'error'): void {
    const [offset, message] =
      error instanceof DocumentFault ? [error.offset, error.message] : [0, 'this document cannot be read'];
    this.#add(() => locateOffset({ file: this.#file, range }, offset), { message, level });
  }

  #add(place: () => SourceLocation, { message, level }: Pick<ManifestProblem, 'message' | 'level'>): void {
    if (this.problems.length > MAX_PROBLEMS) return;
    const isLast = this.problems.length === MAX_PROBLEMS;
    this.problems.push({
      ...place(),
      message: isLast ? 'from here on, problems are not listed' : message,
      level: isLast ? 'error' : level,
    });
  }
}

function holdsData({ value }: ListedValue): boolean {
  return isObject(value) && isDataKind(value);
}

/** A copy: a slice of a text, and every string that a parser slices from it, keeps the whole text in memory. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** The same object with strings of its own, none of them a slice of a text that holds a Secret. */
function rewritten(object: RawObject): RawObject {
  const copy: Json = JSON.parse(JSON.stringify(object));
  return isRawObject(copy) ? copy : object;
}
