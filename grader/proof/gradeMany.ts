import { readFileSync } from 'node:fs';
import { COURSE } from '../course';
import { gradeSteps } from '../harness/gradeSteps';
import type { Report } from '../harness/Report';

/** What to grade, and how. */
export interface Order {
  /** A folder laid out like `starter/`. */
  target: string;
  /** The steps, by name. */
  steps: readonly string[];
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
