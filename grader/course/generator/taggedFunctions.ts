import ts from 'typescript';
import type { Step } from '../course';
import { GeneratorError } from './GeneratorError';

/** A function that the student writes, with the body that the stub replaces. */
export interface StepFunction {
  name: string;
  body: ts.Block;
}

/**
 * Finds the functions that a file marks with `@step N`, and checks that the course table has the
 * same functions.
 *
 * @param step the file's row in the course table. A file without a row must not have tags.
 * @returns the step's functions, in the file's order
 * @throws GeneratorError if a function of the step has no tag or no definition. Also if a tag has
 *   another number or is not on a function. The message names the file and the function.
 */
export function taggedFunctions(file: ts.SourceFile, step?: Step<string>): StepFunction[] {
  const found: StepFunction[] = [];
  const where = (node: ts.Node): string => `${file.fileName}: ${nameOf(node)}`;
  for (const { node, tag } of tagsIn(file)) {
    if (step === undefined) {
      throw new GeneratorError(
        `${where(node)} is tagged @step ${tag}, but the file does not belong to a step`,
      );
    }
    if (!isStepFunction(node)) {
      throw new GeneratorError(
        `${where(node)} is tagged @step ${tag}, but is neither an exported function nor a method of an exported class`,
      );
    }
    const name = nameOf(node);
    if (!step.functions.includes(name)) {
      throw new GeneratorError(
        `${where(node)} is tagged @step ${tag}, but grader/course/course.ts does not name it in step ${step.number}`,
      );
    }
    if (tag !== String(step.number)) {
      throw new GeneratorError(`${where(node)} is tagged @step ${tag} instead of ${step.number}`);
    }
    found.push({ name, body: node.body });
  }
  for (const name of step?.functions ?? []) {
    const times = found.filter((candidate) => candidate.name === name).length;
    if (times === 1) continue;
    throw new GeneratorError(
      times === 0
        ? `${file.fileName}: ${name} is a function of step ${step?.number} in grader/course/course.ts, but nothing of that name is tagged @step ${step?.number}`
        : `${file.fileName}: ${name} is tagged ${times} times`,
    );
  }
  return found;
}

/** Returns every `@step` tag, with the node of its doc comment. */
function tagsIn(file: ts.SourceFile): { node: ts.Node; tag: string }[] {
  const tags: { node: ts.Node; tag: string }[] = [];
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node)) {
      // TypeScript also returns the tags of the code around a node.
      if (tag.tagName.text !== 'step' || tag.parent.parent !== node) continue;
      tags.push({ node, tag: ts.getTextOfJSDocComment(tag.comment)?.trim() ?? '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return tags;
}

function isStepFunction(
  node: ts.Node,
): node is (ts.FunctionDeclaration | ts.MethodDeclaration) & { body: ts.Block } {
  if (ts.isFunctionDeclaration(node)) return node.body !== undefined && isExported(node);
  if (!ts.isMethodDeclaration(node)) return false;
  return node.body !== undefined && ts.isClassDeclaration(node.parent) && isExported(node.parent);
}

/** True if a statement has the word `export`. */
export function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function nameOf(node: ts.Node): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0].name.getText();
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isClassElement(node)) {
    return node.name?.getText() ?? 'default';
  }
  return `'${node.getText().split('\n')[0]}'`;
}
