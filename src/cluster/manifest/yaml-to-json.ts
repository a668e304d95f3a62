import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { isObject, type Json, type JsonObject } from '../../kube/json.ts';
import { DocumentFault } from './document-fault.ts';

/** Deeper than any Kubernetes schema, and shallow enough for code that walks objects by recursion. */
export const MAX_DEPTH = 200;
/** How many values aliases may add to one document: no more "billion laughs". */
const MAX_COPIES = 100_000;
const MAX_NOTICES = 10;

export interface Converted {
  readonly value: Json;
  /** What was lost on the way. */
  readonly notices: readonly DocumentFault[];
}

/**
 * Turns a YAML tree into JSON. Unlike the parser's own `toJS`, it makes a copy for each alias, so that every
 * sub-object has exactly one owner, and says what JSON cannot hold. Throws DocumentFault.
 */
export function yamlToJson(root: Node | null): Converted {
  const conversion = new Conversion();
  return { value: conversion.convert(root, 0), notices: conversion.notices };
}

class Conversion {
  readonly notices: DocumentFault[] = [];
  readonly #anchors = new Map<string, Node>();
  /** An alias means the last anchor of that name before it, also where it is copied later. */
  readonly #targets = new Map<Alias, Node>();
  #copies = 0;
  #insideAliases = 0;

  convert(node: unknown, depth: number): Json {
    if (isScalar(node)) return this.#scalar(node);
    if (node === null || node === undefined) return null;
    if (depth >= MAX_DEPTH) throw faultAt(node, `it is nested more than ${MAX_DEPTH} levels deep`);
    this.#count(node);
    if (isMap(node)) return this.#map(node, depth + 1);
    if (isAlias(node)) return this.#alias(node, depth + 1);
    if (!isSeq(node)) throw faultAt(node, 'this cannot be read');
    this.#anchor(node);
    return node.items.map((item) => this.convert(item, depth + 1));
  }

  #scalar(node: Scalar): Json {
    this.#anchor(node);
    this.#count(node);
    const { value } = node;
    if (typeof value === 'number') return this.#number(node, value);
    return typeof value === 'string' || typeof value === 'boolean' ? value : null;
  }

  #number(node: Scalar, value: number): number {
    if (!Number.isFinite(value)) throw faultAt(node, 'a number has to be finite');
    const isRounded =
      !Number.isSafeInteger(value) && /^[-+]?(?:\d+|0[xo][\da-fA-F]+)$/.test(node.source ?? '');
    if (isRounded && this.notices.length < MAX_NOTICES) {
      this.notices.push(faultAt(node, 'this number is too large to be kept exactly and was rounded'));
    }
    return value;
  }

  #map(node: YAMLMap, depth: number): JsonObject {
    this.#anchor(node);
    const object: Record<string, Json> = {};
    const merged: (readonly [Node | null, Json])[] = [];
    for (const pair of node.items) {
      if (isMergePair(pair)) {
        merged.push([pair.value as Node | null, this.convert(pair.value, depth)]);
        continue;
      }
      const key = this.#key(pair);
      if (Object.hasOwn(object, key)) throw faultAt(pair.key, 'not YAML: the same key is in this map twice');
      set(object, key, this.convert(pair.value, depth));
    }
    for (const [source, values] of merged) merge(object, source, values);
    return object;
  }

  #key({ key }: Pair): string {
    if (!isScalar(key)) throw faultAt(key, 'not YAML: a key has to be a string');
    this.#anchor(key);
    return String(key.value ?? '');
  }

  #alias(alias: Alias, depth: number): Json {
    const target = this.#targets.get(alias) ?? this.#anchors.get(alias.source);
    if (target === undefined)
      throw faultAt(alias, 'not YAML: there is no anchor of that name before this alias');
    this.#targets.set(alias, target);
    this.#insideAliases += 1;
    const value = this.convert(target, depth);
    this.#insideAliases -= 1;
    return value;
  }

  #anchor(node: Node): void {
    const { anchor } = node as { readonly anchor?: string };
    if (anchor !== undefined && this.#insideAliases === 0) this.#anchors.set(anchor, node);
  }

  #count(node: unknown): void {
    if (this.#insideAliases === 0) return;
    this.#copies += 1;
    if (this.#copies > MAX_COPIES) throw faultAt(node, `its aliases make more than ${MAX_COPIES} values`);
  }
}

/** `<<`: what is written wins over what is merged, an earlier source over a later one. */
function merge(object: Record<string, Json>, source: Node | null, values: Json): void {
  for (const value of Array.isArray(values) ? values : [values]) {
    if (!isObject(value)) throw faultAt(source, 'not YAML: << takes a map, or a list of maps');
    for (const [key, part] of Object.entries(value)) {
      if (part !== undefined && !Object.hasOwn(object, key)) set(object, key, part);
    }
  }
}

function isMergePair({ key }: Pair): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

function set(object: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function faultAt(node: unknown, message: string): DocumentFault {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  return new DocumentFault(range?.[0] ?? 0, message);
}
