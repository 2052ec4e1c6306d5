import type { StepName } from '../../course/course';
import type { Report } from '../../harness/parent/suite/Report';
import { hideChecks } from '../hideChecks';
import { cutReport } from './cutReport';
import { DISPUTE_VERSION } from './DisputeFile';
import type { DisputeFile, Verdict } from './DisputeFile';

/** What was graded, and on which machine. */
export interface DisputedGrading extends Pick<
  DisputeFile,
  'student' | 'steps' | 'seed' | 'course' | 'machine'
> {
  files: ReadonlyMap<StepName, string>;
}

/**
 * Returns the file with which others can repeat a grading. Students see it, so it has no hidden
 * checks.
 *
 * @param result the report, or why there is none
 */
export function disputeFileOf(
  grading: DisputedGrading,
  result: { report: Report; hidden: ReadonlySet<string> } | { fault: string },
): DisputeFile {
  const { files, ...facts } = grading;
  return {
    version: DISPUTE_VERSION,
    ...facts,
    ...('report' in result
      ? { isolation: result.report.isolation, verdict: verdictOf(result.report, result.hidden) }
      : { fault: result.fault }),
    files: Object.fromEntries(files),
  };
}

/** Returns the result of a grading without explanations and without hidden checks. */
export function verdictOf(whole: Report, hidden: ReadonlySet<string>): Verdict {
  const { report, note } = hideChecks(cutReport(whole), hidden);
  return {
    points: report.points,
    outOf: report.outOf,
    note,
    steps: report.steps.map(({ step, points, outOf, isSearchCut, checks }) => ({
      ...{ name: step.name, points, outOf, isSearchCut },
      checks: checks.map(({ name, state, points: earned, failure, reason }) => {
        return { name, state, points: earned, got: failure?.got ?? reason };
      }),
    })),
  };
}
