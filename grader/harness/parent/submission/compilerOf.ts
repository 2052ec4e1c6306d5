import type { Step } from '../../../course/course';
import type { StepOrder } from '../../channel/StepOrder';
import { Compiler } from './Compiler';

/** Compile the step files of all submissions. The next step does not wait for the current one. */
const COMPILERS = [0, 1].map(
  () => new Compiler<StepOrder>('grader/harness/compiler/stepCompiler.ts'),
);

/** Returns the compiler of a step. The steps before and after this step have the other compiler. */
export function compilerOf({ number }: Step): Compiler<StepOrder> {
  return COMPILERS[number % COMPILERS.length];
}
