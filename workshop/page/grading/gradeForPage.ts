import { createInterface } from 'node:readline';
import { randomInt } from 'node:crypto';
import { COURSE } from '../../../grader/course/course';
import { STARTER } from '../../../grader/course/parts';
import { SEEDS } from '../../../grader/course/seeds';
import { exitOnSignals } from '../../../grader/harness/parent/sandbox/exitOnSignals';
import { onSave } from '../../student/watch/onSave';
import { stepProgress } from '../stepProgress';
import type { GradeLine } from './GradeLine';
import { GradeQueue } from './GradeQueue';
import { stepGradeOf } from './stepGradeOf';

// Grades `starter/` for the course page, in a process that `launchGuarded.js` isolates. Each line of
// the input is the number of a step to grade. Each line of the output is a `GradeLine`. The process
// ends with its input, so it cannot outlive the server.

const say = (line: GradeLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const fail = (message: string): void => say({ kind: 'fault', message });

exitOnSignals();
process.stdout.on('error', () => process.exit(0));

const queue = new GradeQueue({
  target: STARTER,
  // With the same seed, only the student's changes can change a grade.
  seed: randomInt(SEEDS),
  onWaiting: (steps) => say({ kind: 'waiting', steps: steps.map(({ number }) => number) }),
  onReport: (report, { number }) =>
    say({ kind: 'grade', step: number, seed: report.seed, grade: stepGradeOf(report) }),
  onFault: fail,
});
onSave(
  STARTER,
  (step) => queue.saved(step),
  ({ message }) => fail(message),
);
// These steps have no points yet. Without a request, the page could not show their points.
for (const step of COURSE.toReversed()) if (stepProgress(step) === 'begun') queue.request(step);
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const step = COURSE.find(({ number }) => String(number) === line);
  if (step !== undefined) queue.request(step);
});
lines.once('close', () => void queue.end().then(() => process.exit(0)));
