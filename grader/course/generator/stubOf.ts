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
 * Makes the stub that a student starts from. Each function of the step throws `NotImplemented`; what
 * only their bodies used (helpers, constants, types and members that the file keeps to itself, and
 * imports) is gone; signatures, doc comments and all the rest stay as they are.
 *
 * @param source the reference's text, its lines ended by `\n`
 * @returns the stub's text, still to be formatted: blank lines may be left where something went
 * @throws GeneratorError if the text is no TypeScript, or if its `@step` tags and the course table
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

/** What the file keeps to itself and nothing needs: statements, and members of classes that stay. */
function unneeded(file: ts.SourceFile, needed: ReadonlySet<ts.Node>): ts.Node[] {
  return file.statements.flatMap((statement): ts.Node[] => {
    const isGone = (node: ts.Node): boolean => isPrivate(node) && !needed.has(node);
    if (isGone(statement)) return [statement];
    return ts.isClassDeclaration(statement) ? statement.members.filter(isGone) : [];
  });
}
