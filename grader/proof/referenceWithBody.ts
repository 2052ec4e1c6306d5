import type { Step } from '../course/course';
import { reference } from '../steps/support/reference';

/**
 * Returns the reference's file of a step. Some functions begin with another body, so they do not
 * reach their own.
 *
 * @throws Error if the file has no function of one of these names
 */
export function referenceWithBody(step: Step, names: readonly string[], body: string): string {
  return names.reduce((source, name) => {
    const head = new RegExp(`(?:export (?:async )?function|async) ${name}\\([^]*?\\{\\n`);
    if (!head.test(source)) throw new Error(`${step.name} has no function ${name}`);
    return source.replace(head, (text) => `${text}  ${body}\n`);
  }, reference(step.name));
}
