import { TestEnvironment } from 'jest-environment-node';
import type { WithGrading } from './Grading';

/** Jest's own environment, with the current grading for the suites. */
export default class StepEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { grading: (globalThis as WithGrading).grading });
  }
}
