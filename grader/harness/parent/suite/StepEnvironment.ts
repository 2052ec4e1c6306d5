import { TestEnvironment } from 'jest-environment-node';
import type { World } from './World';

/** Jest's own environment, in which a suite also finds the grader that it works for. */
export default class StepEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { grading: (globalThis as World).grading });
  }
}
