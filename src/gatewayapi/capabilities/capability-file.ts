import { asList, asString, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import type { GroupKind } from '../../kube/object-key.ts';
import { GATEWAY_GROUP } from '../groups.ts';
import type { Capabilities } from './capabilities.ts';

/** What a user says controllers can do, by controllerName; `*` for those that are not named. */
export interface CapabilityFile {
  readonly controllers: ReadonlyMap<string, Capabilities>;
}

export const NO_CAPABILITY_FILE: CapabilityFile = { controllers: new Map() };

const ALL_OTHERS = '*';

/** What the file says of one controller; undefined for a controller that it does not speak of. */
export function capabilitiesInFile(
  { controllers }: CapabilityFile,
  controllerName: string | undefined,
): Capabilities | undefined {
  return (
    (controllerName === undefined ? undefined : controllers.get(controllerName)) ??
    controllers.get(ALL_OTHERS)
  );
}

export type CapabilityFileResult =
  | { readonly file: CapabilityFile; readonly problem?: undefined }
  /** A sentence that names the field. */
  | { readonly problem: string };

/**
 * Reads the contents of a capability file, parsed from YAML or JSON:
 *
 *     controllers:
 *       example.com/gateway-controller:     # or "*"
 *         features: [HTTPRoute, ReferenceGrant]
 *         protocols: { example.com/quic: [{ kind: HTTPRoute }] }
 *         backendKinds: [{ group: example.com, kind: Bucket }]
 *         addressTypes: [example.com/pool]
 *
 * Nothing is ignored: an unknown field is a problem, so that a typing error does not pass for a wish.
 */
export function readCapabilityFile(contents: unknown): CapabilityFileResult {
  try {
    const [controllers] = fieldsOf(contents, 'the file', ['controllers']);
    const entries = Object.entries(objectAt(controllers, 'controllers'));
    return {
      file: { controllers: new Map(entries.map(([name, value]) => [name, readController(name, value)])) },
    };
  } catch (error) {
    if (error instanceof FieldProblem) return { problem: error.message };
    throw error;
  }
}

class FieldProblem extends Error {}

function readController(name: string, value: Json | undefined): Capabilities {
  const at = `controllers[${JSON.stringify(name)}]`;
  const [features, protocols, backendKinds, addressTypes] = fieldsOf(value, at, [
    'features',
    'protocols',
    'backendKinds',
    'addressTypes',
  ]);
  return {
    features: features === undefined ? undefined : new Set(stringsAt(features, `${at}.features`)),
    protocols: protocols === undefined ? undefined : readProtocols(protocols, `${at}.protocols`),
    backendKinds: backendKinds === undefined ? undefined : kindsAt(backendKinds, `${at}.backendKinds`, ''),
    addressTypes: addressTypes === undefined ? undefined : stringsAt(addressTypes, `${at}.addressTypes`),
  };
}

function readProtocols(value: Json, at: string): { readonly [protocol: string]: readonly GroupKind[] } {
  const entries = Object.entries(objectAt(value, at));
  return Object.fromEntries(
    entries.map(([protocol, kinds]) => [protocol, kindsAt(kinds, `${at}.${protocol}`, GATEWAY_GROUP)]),
  );
}

/** The values of the fields that there may be, in that order. */
function fieldsOf(value: unknown, at: string, known: readonly string[]): readonly (Json | undefined)[] {
  const object = objectAt(value, at);
  const unknown = Object.keys(object).find((field) => !known.includes(field));
  if (unknown !== undefined) {
    throw new FieldProblem(`${at} has the unknown field ${unknown}; known are ${known.join(', ')}`);
  }
  return known.map((field) => object[field]);
}

function objectAt(value: unknown, at: string): JsonObject {
  if (isObject(value)) return value;
  throw new FieldProblem(`${at} has to be an object`);
}

function stringsAt(value: Json, at: string): readonly string[] {
  const strings = asList(value).map(asString);
  if (!Array.isArray(value) || strings.includes(undefined))
    throw new FieldProblem(`${at} has to be a list of strings`);
  return strings.filter((item) => item !== undefined);
}

function kindsAt(value: Json | undefined, at: string, defaultGroup: string): readonly GroupKind[] {
  if (!Array.isArray(value)) throw new FieldProblem(`${at} has to be a list of {group, kind}`);
  return asList(value).map((item, index) => {
    const [group, kind] = fieldsOf(item, `${at}[${index}]`, ['group', 'kind']);
    const name = asString(kind);
    if (name === undefined) throw new FieldProblem(`${at}[${index}].kind has to be a string`);
    return { group: asString(group) ?? defaultGroup, kind: name };
  });
}
