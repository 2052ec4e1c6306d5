import { join } from 'node:path';
import type { Step } from '../course/course';
import type { Body, Functions } from '../harness/parent/suite/Check';
import type { Grading, StepGrading } from '../harness/parent/suite/Grading';

/** The code of a suite's checks, by the names of the checks. */
export interface ReadSuite {
  checks: ReadonlyMap<string, Body<Functions>>;
  /** Cleans up after a check. */
  afterEach: () => void;
}

/** Loads a step's suite outside of Jest, and returns its checks without running them. */
export function readSuite(step: Step): ReadSuite {
  const checks = new Map<string, Body<Functions>>();
  const cleanings: Array<() => void> = [];
  const run: StepGrading = {
    add: (name, _options, body) => {
      checks.set(name, body as Body<Functions>);
      return async () => undefined;
    },
    search: async () => undefined,
  };
  const grading: Grading = { begin: () => run };
  Object.assign(globalThis, {
    grading,
    test: () => undefined,
    afterAll: () => undefined,
    afterEach: (clean: () => void) => cleanings.push(clean),
  });
  require(join(__dirname, '..', 'steps', step.name, 'suite.test'));
  return { checks, afterEach: () => cleanings.forEach((clean) => clean()) };
}
