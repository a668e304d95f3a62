import { makeExecutableSchema } from '@graphql-tools/schema';
import type { IResolvers } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import { parse } from 'graphql';
import { describeDocument } from './describe-document.ts';
import { tolerateUnknownEnumValues } from './execution/tolerate-unknown-enum-values.ts';
import { enumTypes } from './generated/enum-types.ts';
import { type Descriptions, readDescriptions, readSdl } from './read-sdl.ts';

export interface SchemaOptions {
  readonly resolvers: IResolvers;
  /** Texts that take precedence over those of the build: the connected cluster's, or those of `--crds`. */
  readonly descriptions?: Descriptions | undefined;
  /** SDL of further kinds, as `extendSchema` writes it. */
  readonly extraSdl?: string | undefined;
  /** False leaves out every text that the build brought in: what `schema/schema.graphql` holds. */
  readonly describe?: boolean | undefined;
}

/** The executable schema: the SDL in `schema/`, texts from elsewhere, and the resolvers that it is given. */
export function makeSchema(options: SchemaOptions): GraphQLSchema {
  const sdl = readSdl();
  const extra =
    options.extraSdl === undefined ? [] : parse(options.extraSdl, { noLocation: true }).definitions;
  const whole = { ...sdl, definitions: [...sdl.definitions, ...extra] };
  const texts = new Map([
    ...(options.describe === false ? [] : readDescriptions()),
    ...(options.descriptions ?? []),
  ]);
  const schema = makeExecutableSchema({
    typeDefs: describeDocument(whole, texts),
    resolvers: options.resolvers,
    // A resolver of an interface serves every type that implements it: one for a behaviour, none for a type.
    inheritResolversFromInterfaces: true,
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
  tolerateUnknownEnumValues(schema, enumTypes);
  return schema;
}
