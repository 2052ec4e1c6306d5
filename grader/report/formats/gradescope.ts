import type { CheckReport, Report, StepReport } from '../../harness/parent/suite/Report';
import { likelyMistakes } from '../../mistakes/likelyMistakes';
import type { GradeResult } from '../GradeResult';
import { hiddenKey } from '../hiddenKey';
import { hideChecks } from '../hideChecks';
import { writeJson } from '../writeJson';
import { isNotMade, partsOfCheck, textOfParts } from './partsOfCheck';
import type { Part } from './partsOfCheck';
import { plainLine, plainText } from './plainText';
import { studentText } from './studentText';

/** A test, as Gradescope shows it. */
interface GradescopeTest {
  score: number;
  max_score: number;
  name: string;
  /** The number beside the name: the step, and the check in the step. */
  number: string;
  status: 'passed' | 'failed';
  output: string;
  output_format: 'text';
  visibility: 'visible' | 'hidden';
}

const AS_ABOVE: readonly Part[] = [['got', 'the same as above']];

/**
 * Returns a `results.json` for Gradescope. The hidden checks are in it, for the instructor.
 * Gradescope does not show them to students.
 *
 * @see https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
 */
export function gradescope(result: GradeResult): string {
  const { report, hidden, steps } = result;
  const asked = steps.reduce((sum, { points }) => sum + points, 0);
  return writeJson({
    // Without any score, Gradescope shows only an error of its own, and not this text.
    score: report?.points ?? 0,
    max_score: report?.outOf ?? asked,
    output: studentText(result),
    output_format: 'text',
    visibility: 'visible',
    // The output of the autograder's own programs is for the instructor.
    stdout_visibility: 'hidden',
    tests: report === undefined ? [] : testsOf(report, hidden),
  });
}

function testsOf(report: Report, hidden: ReadonlySet<string>): GradescopeTest[] {
  const shown = hideChecks(report, hidden).report.steps;
  return report.steps.flatMap((step, s) => {
    const first = shown[s].checks.find(({ failure }) => failure !== undefined);
    const likely = likelyMistakes(shown[s]).map((cause): Part => ['likely', plainText(cause)]);
    const told = new Set<string>();
    return step.checks.map((check, i) => {
      // Without the function or the file, all checks would say the same.
      const same = isNotMade(check) ? plainText(check.failure?.got ?? '') : '';
      const isTold = told.has(same);
      if (same !== '' && shown[s].checks.includes(check)) told.add(same);
      const parts = isTold ? AS_ABOVE : partsOfCheck(check, step);
      return testOf(check, i, step, {
        hidden,
        parts: check === first ? [...parts, ...likely] : parts,
      });
    });
  });
}

function testOf(
  check: CheckReport,
  i: number,
  report: StepReport,
  { hidden, parts }: { hidden: ReadonlySet<string>; parts: readonly Part[] },
): GradescopeTest {
  const { name, state, points, outOf } = check;
  const { step } = report;
  return {
    score: points,
    max_score: outOf,
    name: plainLine(`Step ${step.number}, ${step.name}: ${name}`, 500),
    number: `${step.number}.${i + 1}`,
    status: state === 'passed' ? 'passed' : 'failed',
    output: textOfParts(parts),
    output_format: 'text',
    visibility: hidden.has(hiddenKey(step.name, name)) ? 'hidden' : 'visible',
  };
}
