import { makeExecutableSchema } from '@graphql-tools/schema';
import type { IResolvers } from '@graphql-tools/utils';
import { type DocumentNode, type GraphQLSchema, Kind, parse } from 'graphql';
import { describeFromCrds } from './codegen/describe-from-crds.ts';
import { extendSchema, type SchemaExtension } from './codegen/extend-schema.ts';
import { readCrd } from './codegen/kind-schema.ts';
import { describeDocument } from './describe-document.ts';
import { readOwnProperties } from './execution/own-property-fields.ts';
import { tolerateUnknownEnumValues } from './execution/tolerate-unknown-enum-values.ts';
import { enumTypes } from './generated/enum-types.ts';
import { kindTable } from './generated/kind-table.ts';
import { referenceTable } from './generated/reference-table.ts';
import type { KindRow } from './kube/kind-row.ts';
import { type GroupKind, groupKindId } from './kube/object-key.ts';
import type { PolicyMode } from './kube/policy-mode.ts';
import type { ReferenceRow } from './kube/reference-row.ts';
import { readDescriptions, readSdl } from './read-sdl.ts';

/** What the schema has types for: the built-in tables, and the rows of further CRDs. */
export interface SchemaTables {
  readonly kinds: readonly KindRow[];
  readonly references: readonly ReferenceRow[];
}

/** Makes the resolver map for the kinds of a schema; `resolvers/` has the one that `main.ts` passes in. */
export type ResolverFactory = (tables: SchemaTables) => object;

export interface SchemaOptions {
  readonly createResolvers: ResolverFactory;
  /** CRDs that the user named: kinds that the schema does not know get types, and their texts go before all others. */
  readonly crds?: readonly unknown[] | undefined;
  /** CRDs of the connected cluster: their texts go before those of the build, their kinds stay generic. */
  readonly clusterCrds?: readonly unknown[] | undefined;
  /** False leaves out every text that the build brought in: what `schema/schema.graphql` holds. @default true */
  readonly describe?: boolean | undefined;
}

export interface ServedSchema extends SchemaTables {
  readonly schema: GraphQLSchema;
  readonly defaults: SchemaExtension['defaults'];
  /** Kinds of policies among the CRDs that the user named. */
  readonly policyKinds: readonly (GroupKind & { readonly mode: PolicyMode })[];
  /** Sentences about properties and kinds of further CRDs that got no field or type. */
  readonly omitted: readonly string[];
}

/** The executable schema: the SDL in `schema/`, further kinds, texts from elsewhere, and resolvers for all of it. */
export function makeSchema(options: SchemaOptions): ServedSchema {
  const { createResolvers, crds = [], clusterCrds = [], describe = true } = options;
  const sdl = readSdl();
  const extension = extendSchema(crds, takenNames(sdl));
  const kinds = [...kindTable, ...extension.kinds];
  const references = [...referenceTable, ...extension.references];
  const further = extension.sdl === '' ? [] : parse(extension.sdl, { noLocation: true }).definitions;
  const texts = new Map([
    ...(describe ? readDescriptions() : []),
    ...describeFromCrds(clusterCrds, kinds),
    ...describeFromCrds(crds, kinds),
  ]);
  const schema = makeExecutableSchema({
    typeDefs: describeDocument({ ...sdl, definitions: [...sdl.definitions, ...further] }, texts),
    resolvers: createResolvers({ kinds, references }) as IResolvers,
    // A resolver of an interface serves every type that implements it: one for a behaviour, none for a type.
    inheritResolversFromInterfaces: true,
    // the schema is nobody else's yet, and is not built a second time
    updateResolversInPlace: true,
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
  readOwnProperties(schema);
  tolerateUnknownEnumValues(schema, [...enumTypes, ...extension.enumTypes]);
  return {
    schema,
    kinds,
    references,
    defaults: extension.defaults,
    policyKinds: policyKindsOf(crds),
    omitted: extension.omitted,
  };
}

/** Also of CRDs that got no type of their own. */
function policyKindsOf(crds: readonly unknown[]): ServedSchema['policyKinds'] {
  return crds.flatMap((crd) => {
    const { group, kind, policy } = readCrd(crd) ?? {};
    return group === undefined || kind === undefined || policy === undefined
      ? []
      : [{ group, kind, mode: policy }];
  });
}

function takenNames({ definitions }: DocumentNode) {
  const types = new Set<string>();
  const fields = new Set<string>();
  for (const definition of definitions) {
    if (!('name' in definition) || definition.name === undefined) continue;
    const name = definition.name.value;
    if (definition.kind !== Kind.OBJECT_TYPE_EXTENSION) types.add(name);
    if (name !== 'Query' && name !== 'Cluster') continue;
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
      continue;
    for (const field of definition.fields ?? []) fields.add(field.name.value);
  }
  return { kinds: new Set(kindTable.map(groupKindId)), types, fields };
}
