import { LineCounter, parseAllDocuments } from 'yaml';
import { isCrd } from '../../codegen/kind-schema.ts';
import { asList, asString, isObject, type JsonObject } from '../../kube/json.ts';
import { CrdInputError } from './crd-input-error.ts';

/** The CustomResourceDefinitions in a YAML or JSON text, those in lists too; other objects are passed over. */
export function parseCrds(file: string, text: string): readonly JsonObject[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false });
  return [...documents].flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) {
      const { line } = lineCounter.linePos(error.pos[0]);
      throw new CrdInputError(`${file}:${line}: not valid YAML: ${firstSentence(error.message)}`);
    }
    return crdsIn(toJson(file, () => document.toJS()));
  });
}

/** `kubectl get crd -o yaml` gives a list. */
function crdsIn(value: unknown): readonly JsonObject[] {
  if (isCrd(value)) return [value];
  const isList = isObject(value) && asString(value['kind'])?.endsWith('List') === true;
  return isList ? asList(value['items']).filter(isCrd) : [];
}

/** Aliases that multiply beyond the parser's bound are an error only when they are opened. */
function toJson(file: string, open: () => unknown): unknown {
  try {
    return open();
  } catch (error) {
    throw new CrdInputError(`${file}: not readable: ${firstSentence(String(error))}`);
  }
}

function firstSentence(message: string): string {
  return message.split('\n')[0] ?? message;
}
