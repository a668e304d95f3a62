import { parseAllDocuments } from 'yaml';
import { isRawObject, type RawObject } from '../../src/kube/raw-object.ts';

/** The objects of a text with YAML documents, as they are written: nothing is defaulted. */
export function objectsOf(text: string): readonly RawObject[] {
  return parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter((value) => value !== null)
    .map((value) => {
      if (!isRawObject(value as never)) throw new Error(`not an object: ${JSON.stringify(value)}`);
      return value as RawObject;
    });
}
