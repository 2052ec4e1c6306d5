import type { CheckReport, Report, StepReport } from '../../../grader/harness/parent/suite/Report';
import { showProblem } from '../../../grader/harness/parent/submission/showProblem';
import { likelyMistakes } from '../../../grader/mistakes/likelyMistakes';
import { cutReport } from '../../../grader/report/formats/cutReport';
import { partsOfCheck } from '../../../grader/report/formats/partsOfCheck';
import { plainLine, plainText } from '../../../grader/report/formats/plainText';
import { placeOf } from '../../../grader/report/placeOf';
import type { Place, ShownCheck, StepGrade } from '../channel/CourseState';
import { checkState, sentenceStates } from './sentenceStates';

/** The maximum number of type errors that the page shows. */
const MOST_ERRORS = 20;

/** Returns the grade of the only step of a report, for the page. Long texts are cut. */
export function stepGradeOf(report: Report): StepGrade {
  // The causes are compared with the whole texts.
  const likely = likelyMistakes(report.steps[0]);
  const [step] = cutReport(report).steps;
  const { points, outOf, typeErrors } = step;
  const failure = step.checks.find((check) => check.failure?.kind === 'unloadable')?.failure;
  // No check was made, so no sentence is judged.
  const checks = failure === undefined ? step.checks : [];
  const problems = typeErrors.map((problem) => plainText(showProblem(problem), 1000));
  return {
    ...{ points, outOf, likely, gradedAt: Date.now() },
    sentences: sentenceStates(checks),
    checks: checks.map((check) => showCheck(check, step)),
    unloadable: failure === undefined ? null : unloadableOf(failure.got),
    typeErrors: [...new Set(problems)].slice(0, MOST_ERRORS),
  };
}

function unloadableOf(got: string): StepGrade['unloadable'] {
  return { text: plainText(got), place: readPlace(/^\S+:\d+(?=:)/.exec(got)?.[0]) };
}

function readPlace(text: string | undefined): Place | null {
  const [, file, line] = /^(.*):(\d+)$/.exec(text ?? '') ?? [];
  return file === undefined ? null : { file, line: Number(line) };
}

function showCheck(check: CheckReport, step: StepReport): ShownCheck {
  const { name, of, points, outOf, failure, sentence } = check;
  return {
    ...{ of, points, outOf },
    name: plainLine(name),
    state: checkState(check),
    sentences: [failure?.sentence ?? sentence].flat().toSorted((one, other) => one - other),
    parts: partsOfCheck(check, step),
    place: readPlace(failure && placeOf(failure)),
  };
}
