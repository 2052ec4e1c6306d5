// The process that `gradeInNewProcess` starts. It grades many folders, and prints the reports as
// JSON.
import { readFileSync } from 'node:fs';
import { COURSE } from '../course/course';
import { SEARCHES } from '../steps/searches';
import { gradeSteps } from '../harness/parent/gradeSteps';
import { exitOnSignals } from '../harness/parent/sandbox/exitOnSignals';
import type { Report } from '../harness/parent/suite/Report';
import type { Order } from './gradeInNewProcess';

async function grade(orders: readonly Order[]): Promise<void> {
  const reports: Report[] = [];
  for (const { steps, ...order } of orders) {
    const wanted = COURSE.filter(({ name }) => steps.includes(name));
    reports.push(
      await gradeSteps({ checkTypes: false, seed: 1, searches: SEARCHES, ...order, steps: wanted }),
    );
  }
  process.stdout.write(JSON.stringify(reports), () => process.exit(0));
}

exitOnSignals();
void grade(JSON.parse(readFileSync(process.argv[2], 'utf8')) as Order[]);
