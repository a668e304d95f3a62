import { asList, asObject, asString, type Json, type JsonObject } from '../kube/json.ts';
import { invalid, type Report } from './field-problem.ts';
import {
  dnsLabel,
  dnsSubdomain,
  labelValue,
  type NameRule,
  qualifiedName,
} from './formats/kubernetes-names.ts';

/** In UTF-8, keys and values together. */
const MAX_ANNOTATION_BYTES = 256 * 1024;

/** What an API server asks of the metadata of custom resources, beside the types of its fields. */
export function checkMetadata(metadata: JsonObject, report: Report): void {
  const check = (path: string, value: Json | undefined, rule: NameRule) => {
    const text = asString(value);
    for (const problem of text === undefined ? [] : rule(text)) {
      report({ ...invalid(path, text ?? '', problem), code: 'SCHEMA_METADATA' });
    }
  };
  check('metadata.name', metadata['name'], dnsSubdomain);
  check('metadata.namespace', metadata['namespace'], dnsLabel);
  for (const [key, value] of Object.entries(asObject(metadata['labels']))) {
    check('metadata.labels', key, qualifiedName);
    check('metadata.labels', value, labelValue);
  }
  const annotations = Object.entries(asObject(metadata['annotations']));
  for (const [key] of annotations) check('metadata.annotations', key.toLowerCase(), qualifiedName);
  if (textBytes(annotations.flat().join('')) > MAX_ANNOTATION_BYTES) {
    const message = `Too long: may not be more than ${MAX_ANNOTATION_BYTES} bytes`;
    report({ code: 'SCHEMA_METADATA', path: 'metadata.annotations', message });
  }
  for (const finalizer of asList(metadata['finalizers']))
    check('metadata.finalizers', finalizer, qualifiedName);
}

function textBytes(text: string): number {
  return text.length > MAX_ANNOTATION_BYTES / 3 ? new TextEncoder().encode(text).length : text.length;
}
