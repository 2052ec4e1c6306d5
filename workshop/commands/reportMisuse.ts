import { COURSE } from '../../grader/course/course';
import { findReportOrders } from '../../grader/report/formats/readReportOrders';
import { ReportFiles } from '../../grader/report/formats/ReportFiles';
import { NoSubmission } from './NoSubmission';

/**
 * Writes the reports that a wrong command line requests. An autograder then shows why there are no
 * points.
 *
 * @param error the mistake in the command line
 */
export function reportMisuse(argv: readonly string[], error: unknown): void {
  const fault =
    error instanceof NoSubmission
      ? `There is nothing to grade: ${error.message}.`
      : 'The command line of the grader is wrong, and your code is not to blame.';
  // A file that cannot be written gets no line. The line about the command line is more important.
  new ReportFiles(findReportOrders(argv)).write({
    ...{ steps: COURSE, seed: 0, hidden: new Set(), files: new Map(), fault },
  });
}
