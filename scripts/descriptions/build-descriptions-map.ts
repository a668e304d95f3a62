import { fileURLToPath } from 'node:url';
import { experimentalMark, markExperimental } from '../../src/codegen/mark-experimental.ts';
import { ownDescriptions } from '../../src/codegen/own-descriptions.ts';
import { upperFirst } from '../../src/codegen/query-field-name.ts';
import { experimentalNames } from '../../src/generated/experimental-names.ts';
import { kindTable } from '../../src/generated/kind-table.ts';
import type { KindRow } from '../../src/kube/kind-row.ts';
import { type Declaration, type DeclarationIndex, indexDeclarations } from './declaration-index.ts';
import { describeFromDeclarations } from './describe-from-declarations.ts';
import { readGeneratedSdl } from './generated-sdl.ts';
import { standIns } from './stand-ins.ts';
import { shapeOfDeclaration } from './type-shape.ts';

/** Folders of declarations, by package. */
const FOLDERS: { readonly [packageName: string]: readonly string[] } = {
  '@kubernetes-models/gateway-api': [
    'gateway.networking.k8s.io/v1beta1/',
    'gateway.networking.k8s.io/v1alpha3/',
    'gateway.networking.k8s.io/v1alpha2/',
    'gateway.networking.k8s.io/v1/',
    'gateway.networking.x-k8s.io/v1alpha1/',
  ],
  '@kubernetes-models/apimachinery': ['apis/meta/v1/'],
  '@kubernetes/client-node': ['gen/models/'],
};

/** Names of the declaration of a kind and version, by group; core kinds have one of client-node. */
const DECLARATION_NAMES: { readonly [group: string]: (version: string, kind: string) => string } = {
  '': (version, kind) => upperFirst(version) + kind,
  'discovery.k8s.io': (version, kind) => upperFirst(version) + kind,
  'gateway.networking.k8s.io': (version, kind) => `IIoK8sSigsGatewayApiApis${upperFirst(version)}${kind}`,
  'gateway.networking.x-k8s.io': (version, kind) => `IIoK8sSigsGatewayApiApisx${upperFirst(version)}${kind}`,
};

/**
 * Upstream's descriptions of the generated types, from the declarations of npm packages, and ours where those have
 * none: `Type`, `Type.field`.
 */
export function buildDescriptionsMap(): ReadonlyMap<string, string> {
  const index = indexDeclarations(declarationFolders());
  const sdl = readGeneratedSdl();
  const texts = new Map(Object.entries(ownDescriptions));
  for (const row of kindTable) {
    const declaration = declarationOf(row, index);
    if (declaration === undefined) continue;
    describeFromDeclarations(row.type, shapeOfDeclaration(declaration, index), { sdl, index, texts });
  }
  for (const [type, name] of Object.entries(standIns)) {
    const declaration = index.get(name);
    if (declaration === undefined) continue;
    describeFromDeclarations(type, shapeOfDeclaration(declaration, index), { sdl, index, texts });
  }
  // What nobody describes says at least that it is experimental.
  const marks = experimentalNames.map((name) => [name, experimentalMark] as const);
  return new Map([...marks, ...markExperimental(texts, experimentalNames)]);
}

/** The best version of the kind that is declared: TCPRoute and UDPRoute are so in v1alpha2 only. */
function declarationOf({ group, kind, versions }: KindRow, index: DeclarationIndex): Declaration | undefined {
  const nameOf = DECLARATION_NAMES[group];
  const declared = versions.map((version) => nameOf && index.get(nameOf(version, kind)));
  return declared.find((declaration) => declaration !== undefined);
}

function declarationFolders(): readonly string[] {
  return Object.entries(FOLDERS).flatMap(([packageName, folders]) => {
    const entry = import.meta.resolve(packageName);
    return folders.map((folder) => fileURLToPath(new URL(folder, entry)));
  });
}
