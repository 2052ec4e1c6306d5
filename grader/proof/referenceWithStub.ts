import { handoutOf } from '../course/course';
import type { Step } from '../course/course';
import { reference } from '../steps/support/reference';

/**
 * Returns the reference's file of a step with one function as a stub.
 *
 * @throws Error if the file has no such function
 */
export function referenceWithStub(step: Step, name: string): string {
  const head = new RegExp(`(?:export (?:async )?function|async) ${name}\\([^]*?\\{\\n`);
  const source = reference(step.name);
  if (!head.test(source)) throw new Error(`${step.name} has no function ${name}`);
  const stub = `  throw new NotImplemented('step${step.number}', '${name}', '${handoutOf(step)}');\n`;
  return `import { NotImplemented } from './supplied/NotImplemented';\n${source.replace(
    head,
    (text) => text + stub,
  )}`;
}
