import { asList, asObject, type Json, type JsonObject } from '../kube/json.ts';
import type { KindRow } from '../kube/kind-row.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';
import type { IsExperimental } from './experimental-paths.ts';
import type { GeneratedEnum, GeneratedField, GeneratedKind, GeneratedObject } from './generated-kind.ts';
import { isEnumValueName, isGraphqlName } from './graphql-name.ts';
import type { InterfaceField } from './interface-fields.ts';
import { type ObjectRole, objectRole } from './object-role.ts';
import { scalarType } from './scalar-type.ts';
import { companionTypeNames, enumTypeName, pathTypeName } from './type-name.ts';

export interface KindContext {
  readonly row: KindRow;
  readonly isExperimental: IsExperimental;
  /** Type names that other kinds have. */
  readonly takenTypes: ReadonlySet<string>;
}

/** Where the walk is: the properties on the way there, and the same as a path with `[]` behind lists. */
interface Place {
  readonly properties: readonly string[];
  readonly path: string;
}

interface Walk extends KindContext {
  readonly objects: GeneratedObject[];
  readonly enums: GeneratedEnum[];
  readonly references: ReferenceRow[];
  readonly omitted: string[];
  readonly typeNames: Set<string>;
}

/** All types of one kind, from the OpenAPI schema of its objects (api.md, section 1). */
export function generateKind(schema: JsonObject, context: KindContext): GeneratedKind {
  const typeNames = new Set([context.row.type, ...companionTypeNames(context.row.type)]);
  const walk: Walk = { ...context, objects: [], enums: [], references: [], omitted: [], typeNames };
  walkObject(walk, schema, { properties: [], path: '' });
  const { row, objects, enums, references, omitted } = walk;
  return { row, objects, enums, references, omitted };
}

function walkObject(walk: Walk, schema: JsonObject, place: Place): void {
  const role = objectRole(walk.row, schema, place.path);
  const fields: GeneratedField[] = [];
  const name = pathTypeName(walk.row.type, place.properties);
  const experimental = walk.isExperimental(place.properties);
  walk.objects.push({ name, path: place.path, interfaces: role.interfaces, fields, experimental });
  for (const reference of role.references) {
    walk.references.push({ type: name, owner: { group: walk.row.group, kind: walk.row.kind }, ...reference });
  }
  const ofSchema = schemaFields(walk, asObject(schema['properties']), place, role);
  const added = role.addedFields.map((field) => ofSchema.get(field.name) ?? addedField(field));
  const all = role.addedFirst ? [...added, ...ofSchema.values()] : [...ofSchema.values(), ...added];
  fields.push(...new Set(all));
}

function schemaFields(
  walk: Walk,
  properties: JsonObject,
  place: Place,
  role: ObjectRole,
): Map<string, GeneratedField> {
  const fields = new Map<string, GeneratedField>();
  for (const [name, child] of Object.entries(properties)) {
    const added = role.addedFields.find((field) => field.name === name);
    const inside = innerPlace(place, name);
    const problem = nameProblem(name, added);
    if (problem === undefined) {
      // a property may be called constructor
      const asked = Object.hasOwn(role.fieldTypes, name) ? role.fieldTypes[name] : undefined;
      const type = added?.type ?? asked ?? fieldType(walk, asObject(child), inside);
      const experimental = walk.isExperimental(inside.properties);
      fields.set(name, { name, type, description: added?.description, experimental, origin: 'schema' });
    } else {
      walk.omitted.push(`${walk.row.kind} ${inside.path}: ${problem}`);
    }
  }
  return fields;
}

function nameProblem(name: string, added: InterfaceField | undefined): string | undefined {
  if (!isGraphqlName(name)) return 'no field, since the name is no GraphQL name; see manifest';
  return added?.origin === 'own' ? 'no field, since gwql has a field of that name; see manifest' : undefined;
}

function innerPlace({ properties, path }: Place, name: string): Place {
  return { properties: [...properties, name], path: path === '' ? name : `${path}.${name}` };
}

function addedField({ name, type, arguments: args, description }: InterfaceField): GeneratedField {
  return { name, type, arguments: args, description, experimental: false, origin: 'own' };
}

function fieldType(walk: Walk, schema: JsonObject, place: Place): string {
  if (schema['type'] === 'array') {
    const items = { properties: place.properties, path: `${place.path}[]` };
    return `[${fieldType(walk, asObject(schema['items']), items)}]`;
  }
  if (Object.keys(asObject(schema['properties'])).some(isGraphqlName)) return objectType(walk, schema, place);
  const values = asList(schema['enum']);
  return isEnum(schema, values) ? enumType(walk, values, place) : scalarType(schema);
}

function objectType(walk: Walk, schema: JsonObject, place: Place): string {
  const name = pathTypeName(walk.row.type, place.properties);
  if (!claim(walk, name, place)) return 'JSON';
  walkObject(walk, schema, place);
  return name;
}

function isEnum(schema: JsonObject, values: readonly Json[]): boolean {
  return schema['type'] === 'string' && values.length > 0 && values.every(isEnumValueName);
}

function enumType(walk: Walk, values: readonly Json[], place: Place): string {
  const name = enumTypeName(walk.row.type, place.properties);
  if (!claim(walk, name, place)) return 'String';
  const names = [...new Set(values.map(String))];
  walk.enums.push({
    name,
    experimental: walk.isExperimental(place.properties),
    values: names.map((value) => ({
      name: value,
      experimental: walk.isExperimental(place.properties, value),
    })),
  });
  return name;
}

/** Two paths can give one name (`a.bC` and `aB.c`); the first keeps it. */
function claim(walk: Walk, name: string, place: Place): boolean {
  if (walk.typeNames.has(name) || walk.takenTypes.has(name)) {
    walk.omitted.push(`${walk.row.kind} ${place.path}: no type of its own, since ${name} is taken`);
    return false;
  }
  walk.typeNames.add(name);
  return true;
}
