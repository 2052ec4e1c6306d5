import { readFileSync } from 'node:fs';
import { COURSE } from '../course/course';
import type { StepName } from '../course/course';
import { gradeSteps } from '../harness/parent/gradeSteps';
import type { Report } from '../harness/parent/suite/Report';

/** What to grade, and how. */
export interface Order {
  /** A folder laid out like `starter/`. */
  target: string;
  steps: readonly StepName[];
  /** 1 if not given. */
  seed?: number;
  /** Whether TypeScript is asked as well; it is not, if not said. */
  checkTypes?: boolean;
}

/** Grades many folders in one process, and writes the reports as JSON: see `gradeFolders`. */
async function gradeMany(orders: readonly Order[]): Promise<void> {
  const reports: Report[] = [];
  for (const { steps, ...order } of orders) {
    const wanted = COURSE.filter(({ name }) => steps.includes(name));
    reports.push(await gradeSteps({ checkTypes: false, seed: 1, ...order, steps: wanted }));
  }
  process.stdout.write(JSON.stringify(reports), () => process.exit(0));
}

void gradeMany(JSON.parse(readFileSync(process.argv[2], 'utf8')) as Order[]);
