import { STARTER } from '../../grader/course/parts';
import { climb } from '../../grader/network/climb';
import { hasFailed, renderCapstone } from '../../grader/network/renderCapstone';
import { outputPaint } from '../../grader/report/paint';
import { writeJson } from '../../grader/report/writeJson';
import { showProgress } from '../../grader/report/showProgress';
import { fingerprintOfParts, noteNetwork, readDone } from '../student/noteNetwork';
import type { GradeOptions } from './gradeOptions';
import { shownTarget } from './gradeOptions';

/**
 * Grades the network of all parts, and prints the report.
 *
 * @returns the exit code: 0 if every rung was passed, else 1
 * @throws Error if the grader itself cannot work
 */
export async function gradeNetwork({
  json,
  all,
  target,
  seed,
  runs,
}: GradeOptions): Promise<number> {
  // The student can change a file while the network runs.
  const parts = fingerprintOfParts();
  const progress = showProgress();
  const report = await climb({
    target,
    seed,
    runs,
    onRung: ({ letter, name }, run) => {
      const which = runs > 1 ? `run ${run} of ${runs}, ` : '';
      progress.show(`${which}rung ${letter}: ${name} …`);
    },
  }).finally(() => progress.end());
  process.stdout.write(
    json
      ? writeJson(report)
      : renderCapstone(report, {
          target: shownTarget(target),
          all,
          labs: readDone().labs,
          paint: outputPaint(),
        }),
  );
  const passed = report.problems.length === 0 && !report.runs.some(hasFailed);
  // A network with borrowed parts is not the student's.
  const isComplete = passed && report.borrowed.length === 0;
  if (target === STARTER) noteNetwork(isComplete ? parts : undefined);
  return passed ? 0 : 1;
}
