import type { GradeResult } from '../GradeResult';

/** A format of reports. */
export interface ReportFormat {
  /** Returns the text of a report file. */
  render: (result: GradeResult) => string;
  /** Returns lines for standard output, after the report for people. */
  print?: (result: GradeResult) => string;
}
