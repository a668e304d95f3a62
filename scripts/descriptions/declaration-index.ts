import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export type Declaration = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.TypeAliasDeclaration;

/** Declarations of types by the name that other files know them by. */
export type DeclarationIndex = ReadonlyMap<string, Declaration>;

/**
 * Reads declaration files without a type checker: all of these packages give each exported type a name that is
 * unique in the package, so that a name says enough, and nothing else has to be loaded.
 */
export function indexDeclarations(folders: readonly string[]): DeclarationIndex {
  const index = new Map<string, Declaration>();
  for (const file of folders.flatMap(declarationFiles)) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const local = new Map<string, Declaration>();
    for (const statement of source.statements) {
      if (isDeclaration(statement) && statement.name !== undefined) local.set(statement.name.text, statement);
    }
    for (const [name, declaration] of local) index.set(name, declaration);
    for (const [name, alias] of exportedAliases(source)) {
      const declaration = local.get(name);
      if (declaration !== undefined) index.set(alias, declaration);
    }
  }
  return index;
}

function declarationFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
    .map((entry) => path.join(folder, entry.name));
}

function isDeclaration(node: ts.Node): node is Declaration {
  return ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

/** `export type { IRoute as IUniqueRoute }` gives `['IRoute', 'IUniqueRoute']`. */
function exportedAliases(source: ts.SourceFile): readonly (readonly [string, string])[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) return [];
    if (!ts.isNamedExports(statement.exportClause)) return [];
    return statement.exportClause.elements.map(
      ({ name, propertyName }) => [(propertyName ?? name).text, name.text] as const,
    );
  });
}
