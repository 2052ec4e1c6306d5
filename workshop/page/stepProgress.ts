import { join } from 'node:path';
import type { Step } from '../../grader/course/course';
import { fingerprintOf } from '../../grader/course/fingerprintOf';
import { ROOT, STARTER } from '../../grader/course/parts';
import { progressOf } from '../../grader/course/progressOf';
import { readStep } from '../../grader/course/readStep';
import { Notebook } from '../student/Notebook';
import type { StepState } from './channel/CourseState';

/** Returns how far the student is with a step. Reads the student's file and the notebook. */
export function stepProgress(step: Step): StepState['progress'] {
  const file = readStep(join(STARTER, `${step.name}.ts`));
  if (typeof file === 'string') return 'missing';
  if (new Notebook(ROOT).hasPassed(step, fingerprintOf(file.toString()))) return 'passed';
  try {
    return progressOf(step, STARTER).written.length === 0 ? 'unwritten' : 'begun';
  } catch {
    // An editor has just removed the file.
    return 'missing';
  }
}
