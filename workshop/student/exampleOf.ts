import { join } from 'node:path';
import { handoutOf } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { readText } from '../../grader/course/readText';

/** A program in a handout that a student can run. */
const RUNNABLE = /^```ts run\n([\s\S]*?)^```$/gm;

/**
 * Returns the last program of a step's handout that uses the step's file. If no program uses this
 * file, returns the last program that uses any file of the student.
 *
 * @throws Error if the handout has no such program
 */
export function exampleOf(step: Step): string {
  const handout = handoutOf(step);
  const text = readText(join(ROOT, handout));
  const programs = [...text.matchAll(RUNNABLE)].map(([, code]) => code);
  const uses = (file: string) => (code: string) => code.includes(`from './starter/${file}`);
  const example = programs.findLast(uses(`${step.name}'`)) ?? programs.findLast(uses(''));
  if (example === undefined) throw new Error(`${handout} has no program with the student's files`);
  return example.replaceAll("'./starter/", "'../starter/").trimEnd();
}
