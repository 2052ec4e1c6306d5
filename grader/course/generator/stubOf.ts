import ts from 'typescript';
import { handoutOf } from '../course';
import type { Step } from '../course';
import { applyEdits } from './edits';
import type { Edit } from './edits';
import { importEdits } from './imports';
import { removal } from './lines';
import { parse } from './parse';
import { isPrivate, reachable } from './reachable';
import { taggedFunctions } from './taggedFunctions';

/**
 * Makes the stub that a student gets at the start. Each function of the step throws
 * `NotImplemented`. The stub has no imports and no private code (helpers, constants, types,
 * members) that only the removed bodies used. Signatures, doc comments and all other code stay
 * unchanged.
 *
 * @param source the reference's text, with `\n` at the end of each line
 * @returns the stub's text before formatting, possibly with blank lines instead of removed code
 * @throws GeneratorError if the text is not TypeScript, or if its `@step` tags and the course table
 *   do not agree
 */
export function stubOf(source: string, step: Step<string>): string {
  const parsed = parse(source, `solution/${step.name}.ts`);
  const { file } = parsed;
  const functions = taggedFunctions(file, step);
  const needed = reachable(parsed, new Set(functions.map(({ body }) => body)), isPrivate);

  const edits: Edit[] = functions.map(({ name, body }) => ({
    start: body.getStart(),
    end: body.end,
    text: `{\n throw new NotImplemented('step${step.number}', '${name}', '${handoutOf(step)}');\n}`,
  }));
  for (const unused of unneeded(file, needed)) edits.push(removal(file, unused));
  edits.push(...importEdits(file, needed, 'NotImplemented', './supplied/NotImplemented'));
  return applyEdits(source, edits);
}

/** Returns the private code that is not needed: statements, and members of needed classes. */
function unneeded(file: ts.SourceFile, needed: ReadonlySet<ts.Node>): ts.Node[] {
  return file.statements.flatMap((statement): ts.Node[] => {
    const isUnneeded = (node: ts.Node): boolean => isPrivate(node) && !needed.has(node);
    if (isUnneeded(statement)) return [statement];
    return ts.isClassDeclaration(statement) ? statement.members.filter(isUnneeded) : [];
  });
}
