import ts from 'typescript';
import type { Edit } from './edits';
import { lineEndAfter, startWithComments } from './lines';

/**
 * Returns the edits that remove a file's unneeded imports. If the file does not import one given
 * name, the edits add this import. Imports are sorted: packages first, then files by path. An
 * import without names (`import './x'`) stays.
 *
 * @param needed the declarations that the file uses
 */
export function importEdits(
  file: ts.SourceFile,
  needed: ReadonlySet<ts.Node>,
  added: string,
  from: string,
): Edit[] {
  const isAdded = (node: ts.Node): boolean =>
    ts.isImportSpecifier(node) && node.name.text === added;
  const edits = importsOf(file).flatMap((statement): Edit[] => {
    const clause = statement.importClause;
    if (clause === undefined) return [];
    const names = namesOf(clause);
    const kept = names.filter((name) => needed.has(name) || isAdded(name));
    if (kept.length === names.length) return [];
    const start = statement.getStart();
    if (kept.length === 0) return [{ start, end: lineEndAfter(file, statement), text: '' }];
    return [{ start: clause.getStart(), end: clause.end, text: clauseOf(clause, kept) }];
  });
  const isThere = importsOf(file).some(
    ({ importClause }) => importClause !== undefined && namesOf(importClause).some(isAdded),
  );
  return isThere ? edits : [...edits, insertion(file, `import { ${added} } from '${from}';`, from)];
}

function insertion(file: ts.SourceFile, statement: string, from: string): Edit {
  const imports = importsOf(file);
  const next = imports.find((other) => sortKey(pathOf(other)) > sortKey(from));
  const last = imports.at(-1);
  const first = file.statements.at(0);
  let at = 0;
  if (next !== undefined) at = next.getStart();
  else if (last !== undefined) at = lineEndAfter(file, last);
  else if (first !== undefined) at = startWithComments(file, first);
  return { start: at, end: at, text: `${statement}\n${last === undefined ? '\n' : ''}` };
}

function importsOf(file: ts.SourceFile): ts.ImportDeclaration[] {
  return file.statements.filter((statement) => ts.isImportDeclaration(statement));
}

/** Returns the declarations in `import a, * as b from` or `import a, { c, d as e } from`. */
function namesOf(clause: ts.ImportClause): ts.Node[] {
  const bindings = clause.namedBindings;
  const named = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
  return [
    ...(clause.name === undefined ? [] : [clause]),
    ...(bindings !== undefined && ts.isNamespaceImport(bindings) ? [bindings] : []),
    ...named,
  ];
}

function clauseOf(clause: ts.ImportClause, kept: ts.Node[]): string {
  const named = kept.filter((node) => ts.isImportSpecifier(node));
  const parts = [
    ...(kept.includes(clause) && clause.name !== undefined ? [clause.name.text] : []),
    ...kept.filter((node) => ts.isNamespaceImport(node)).map((node) => node.getText()),
    ...(named.length > 0 ? [`{ ${named.map((node) => node.getText()).join(', ')} }`] : []),
  ];
  return `${clause.isTypeOnly ? 'type ' : ''}${parts.join(', ')}`;
}

function pathOf(statement: ts.ImportDeclaration): string {
  const { moduleSpecifier } = statement;
  return ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
}

function sortKey(path: string): string {
  return `${path.startsWith('.') ? 1 : 0} ${path.toLowerCase()}`;
}
