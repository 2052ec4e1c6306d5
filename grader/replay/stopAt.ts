import ts from 'typescript';

/** A student's file with a stop for debuggers. */
export interface Stopped {
  /** The code of the file with a `debugger` statement. All lines keep their numbers. */
  source: string;
  /** The line of the stop. */
  line: number;
  /** False if the file has no function with this name. The stop is then at the top of the file. */
  isFound: boolean;
}

/**
 * Puts a `debugger` statement before the first statement of a function. Without a debugger, this
 * statement does nothing. It also works in threads, and each debugger knows it.
 *
 * @param name the name of an exported function, or of a method of the file's class
 */
export function stopAt(source: string, name: string): Stopped {
  const file = ts.createSourceFile('step.ts', source, ts.ScriptTarget.ES2022, true);
  const body = bodyOf(file, name);
  if (body === undefined) return { source: stopAtTop(source), line: 1, isFound: false };
  const isBlock = ts.isBlock(body);
  const begin =
    (isBlock && body.statements.at(0)?.getStart()) || body.getStart() + (isBlock ? 1 : 0);
  const line = file.getLineAndCharacterOfPosition(begin).line + 1;
  const [before, after] = [source.slice(0, begin), source.slice(begin)];
  if (isBlock) return { source: `${before} debugger; ${after}`, line, isFound: true };
  const [value, rest] = [source.slice(begin, body.end), source.slice(body.end)];
  return { source: `${before}{ debugger; return (${value}); }${rest}`, line, isFound: true };
}

/** Puts a `debugger` statement into the first line of a file. */
export function stopAtTop(source: string): string {
  return `debugger; ${source}`;
}

function bodyOf(file: ts.SourceFile, name: string): ts.ConciseBody | undefined {
  const members = file.statements.flatMap((statement): readonly ts.Node[] => {
    if (ts.isClassDeclaration(statement)) return statement.members;
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations;
    return [statement];
  });
  const inner = innerName(file, name);
  for (const member of members) {
    if (!isNamed(member, inner)) continue;
    const body = bodyIn(member);
    if (body !== undefined) return body;
  }
  return undefined;
}

/** Returns the name that a function has inside of the file, for `export { inner as name }`. */
function innerName(file: ts.SourceFile, name: string): string {
  for (const statement of file.statements) {
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    if (clause === undefined || !ts.isNamedExports(clause)) continue;
    const found = clause.elements.find((element) => element.name.text === name);
    if (found?.propertyName !== undefined) return found.propertyName.text;
  }
  return name;
}

function isNamed(node: ts.Node, name: string): boolean {
  const own = (node as ts.NamedDeclaration).name;
  return own !== undefined && ts.isIdentifier(own) && own.text === name;
}

/** Returns the body of a function, of a method, or of a function that is the value of a name. */
function bodyIn(node: ts.Node): ts.ConciseBody | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.body;
  if (!ts.isVariableDeclaration(node) && !ts.isPropertyDeclaration(node)) return undefined;
  let value = node.initializer;
  while (value !== undefined && isWrapped(value)) value = value.expression;
  if (value === undefined) return undefined;
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value.body : undefined;
}

function isWrapped(
  node: ts.Expression,
): node is ts.ParenthesizedExpression | ts.AsExpression | ts.SatisfiesExpression {
  return (
    ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)
  );
}
