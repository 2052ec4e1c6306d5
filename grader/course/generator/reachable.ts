import ts from 'typescript';
import type { Parsed } from './parse';
import { isExported } from './taggedFunctions';

/**
 * Finds the declarations that a file needs after some function bodies are removed. The remaining
 * code names these declarations, directly or through other declarations. A helper that only names
 * itself is not needed. Two helpers that only name each other are not needed either.
 *
 * @param bodies the removed bodies
 * @param removable true for a node that can be removed if it is not needed; all other code remains
 * @returns the needed declarations, including imports
 */
export function reachable(
  { file, checker }: Parsed,
  bodies: ReadonlySet<ts.Node>,
  removable: (node: ts.Node) => boolean,
): ReadonlySet<ts.Node> {
  const reached = new Set<ts.Node>();
  const walked = new Set<ts.Node>();

  /** Marks a declaration, and the statement or class that contains it. */
  const reach = (declaration: ts.Node): void => {
    reached.add(declaration);
    for (let node = declaration; !ts.isSourceFile(node); node = node.parent) {
      if (!removable(node) || walked.has(node)) continue;
      reached.add(node);
      walked.add(node);
      walk(node);
    }
  };
  const walk = (node: ts.Node): void => {
    if (bodies.has(node) || ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      for (const declaration of symbolAt(node, checker)?.declarations ?? []) reach(declaration);
    }
    ts.forEachChild(node, (child) => {
      if (!removable(child)) walk(child);
    });
  };
  walk(file);
  return reached;
}

/**
 * Returns the symbol of a name. In `{ name }`, this is the variable. In a pattern, it is the
 * property.
 */
function symbolAt(
  name: ts.Identifier | ts.PrivateIdentifier,
  checker: ts.TypeChecker,
): ts.Symbol | undefined {
  const { parent } = name;
  if (ts.isShorthandPropertyAssignment(parent)) {
    return checker.getShorthandAssignmentValueSymbol(parent);
  }
  if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent);
  if (ts.isBindingElement(parent) && parent.name === name && parent.propertyName === undefined) {
    return checker.getTypeAtLocation(parent.parent).getProperty(name.text);
  }
  return checker.getSymbolAtLocation(name);
}

/** True for code that other files cannot use: private members, and statements without `export`. */
export function isPrivate(node: ts.Node): boolean {
  if (ts.isClassElement(node)) {
    if (ts.isConstructorDeclaration(node) || node.name === undefined) return false;
    const isMarked = (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0;
    return isMarked || ts.isPrivateIdentifier(node.name);
  }
  return (
    (ts.isFunctionDeclaration(node) ||
      ts.isVariableStatement(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isEnumDeclaration(node)) &&
    ts.isSourceFile(node.parent) &&
    !isExported(node)
  );
}
