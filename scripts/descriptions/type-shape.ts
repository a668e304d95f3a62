import ts from 'typescript';
import { commentText } from './comment-text.ts';
import type { Declaration, DeclarationIndex } from './declaration-index.ts';

/** What a type says about itself and its properties. */
export interface TypeShape {
  readonly description: string | undefined;
  readonly properties: ReadonlyMap<string, PropertyShape>;
}

export interface PropertyShape {
  readonly description: string | undefined;
  readonly type: ts.TypeNode | undefined;
}

const EMPTY: TypeShape = { description: undefined, properties: new Map() };
/** Deeper chains of names would be a cycle of aliases. */
const MAX_DEPTH = 20;

/** Looks through lists, aliases, `extends`, intersections and unions to the object type behind. */
export function shapeOfType(type: ts.TypeNode | undefined, index: DeclarationIndex, depth = 0): TypeShape {
  if (type === undefined || depth > MAX_DEPTH) return EMPTY;
  if (ts.isArrayTypeNode(type)) return shapeOfType(type.elementType, index, depth + 1);
  if (ts.isParenthesizedTypeNode(type)) return shapeOfType(type.type, index, depth + 1);
  if (ts.isTypeLiteralNode(type)) return { description: undefined, properties: membersOf(type.members) };
  if (ts.isIntersectionTypeNode(type) || ts.isUnionTypeNode(type)) {
    return merge(type.types.map((part) => shapeOfType(part, index, depth + 1)));
  }
  return ts.isTypeReferenceNode(type) ? shapeOfReference(type, index, depth) : EMPTY;
}

export function shapeOfDeclaration(declaration: Declaration, index: DeclarationIndex, depth = 0): TypeShape {
  const description = commentText(declaration);
  if (depth > MAX_DEPTH) return EMPTY;
  if (ts.isTypeAliasDeclaration(declaration)) {
    return { ...shapeOfType(declaration.type, index, depth + 1), description };
  }
  const own: TypeShape = { description, properties: membersOf(declaration.members) };
  const parents = (declaration.heritageClauses ?? []).flatMap((clause) => clause.types);
  const inherited = parents.map(({ expression }) => shapeOfName(expression.getText(), index, depth));
  return { ...merge([own, ...inherited]), description };
}

function shapeOfReference(type: ts.TypeReferenceNode, index: DeclarationIndex, depth: number): TypeShape {
  const name = type.typeName.getText();
  const item = name === 'Array' ? type.typeArguments?.[0] : undefined;
  return item === undefined ? shapeOfName(name, index, depth) : shapeOfType(item, index, depth + 1);
}

function shapeOfName(name: string, index: DeclarationIndex, depth: number): TypeShape {
  const declaration = index.get(name);
  return declaration === undefined ? EMPTY : shapeOfDeclaration(declaration, index, depth + 1);
}

function membersOf(members: ts.NodeArray<ts.TypeElement | ts.ClassElement>): Map<string, PropertyShape> {
  const properties = new Map<string, PropertyShape>();
  for (const member of members) {
    if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
    const name =
      ts.isStringLiteral(member.name) || ts.isIdentifier(member.name) ? member.name.text : undefined;
    if (name !== undefined) properties.set(name, { description: commentText(member), type: member.type });
  }
  return properties;
}

/** The first part that has a property is the one that describes it. */
function merge(parts: readonly TypeShape[]): TypeShape {
  const properties = new Map(parts.toReversed().flatMap((part) => [...part.properties]));
  return { description: parts.find((part) => part.description !== undefined)?.description, properties };
}
