import { asObject, isObject, type Json } from '../../kube/json.ts';

/** Why a value is no Kubernetes object; `path` is the field that makes it none. */
export interface ObjectFault {
  readonly message: string;
  readonly path?: string;
}

const NOT_AN_OBJECT = 'not a Kubernetes object';
const API_VERSION = /^(?:[a-zA-Z0-9.-]{1,253}\/)?[a-zA-Z0-9.-]{1,63}$/;
const KIND = /^[a-zA-Z][a-zA-Z0-9-]{0,62}$/;
/** Looser than DNS names, as the API server is for some kinds, but fit for a path in a URL. */
const NAME = /^(?!\.{1,2}$)[^/%\s\p{Cc}]{1,253}$/u;

/** Each missing field has its own sentence; one that quotes nothing, since nobody knows what it would quote. */
export function objectFault(value: Json): ObjectFault | undefined {
  if (!isObject(value)) return { message: `${NOT_AN_OBJECT}: it has no fields` };
  return (
    fieldFault(value['apiVersion'], 'apiVersion', API_VERSION) ??
    fieldFault(value['kind'], 'kind', KIND) ??
    metadataFault(value['metadata'])
  );
}

function metadataFault(metadata: Json | undefined): ObjectFault | undefined {
  const { name, namespace, generateName } = asObject(metadata);
  if (isMissing(name) && !isMissing(generateName)) {
    return {
      message: 'metadata.generateName names no object: give it a metadata.name',
      path: 'metadata.generateName',
    };
  }
  const fault = fieldFault(name, 'metadata.name', NAME);
  if (fault !== undefined || isMissing(namespace)) return fault;
  return fieldFault(namespace, 'metadata.namespace', NAME);
}

function fieldFault(value: Json | undefined, path: string, allowed: RegExp): ObjectFault | undefined {
  if (isMissing(value)) return { message: `${NOT_AN_OBJECT}: ${path} is missing`, path };
  if (typeof value !== 'string') return { message: `${path} has to be a string: quote it`, path };
  return allowed.test(value)
    ? undefined
    : { message: `${path} holds characters that are not allowed, or too many`, path };
}

function isMissing(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}
