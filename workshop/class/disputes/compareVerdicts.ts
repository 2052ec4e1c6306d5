import type {
  CheckVerdict,
  StepVerdict,
  Verdict,
} from '../../../grader/report/formats/DisputeFile';
import { plainLine } from '../../../grader/report/formats/plainText';

/** A step with another result than before. */
export interface StepDifference {
  /** The name of the step. */
  step: string;
  /** Sentences, each with what the file says and what the new grading says. */
  differences: string[];
}

/** The longest quotation from a file, in characters. */
const LONGEST = 200;

/**
 * Compares the verdict of a file with the verdict of the repeated grading, which names the hidden
 * checks too.
 *
 * @returns the steps with another result. The list is empty if the verdicts are the same
 */
export function compareVerdicts(before: Verdict, now: Verdict): StepDifference[] {
  const names = [...new Set([...before.steps, ...now.steps].map(({ name }) => name))];
  return names.flatMap((step) => {
    const ofStep = ({ steps }: Verdict): StepVerdict | undefined =>
      steps.find(({ name }) => name === step);
    const differences = differencesIn(ofStep(before), ofStep(now), before.note !== undefined);
    return differences.length === 0 ? [] : [{ step, differences }];
  });
}

function differencesIn(
  before: StepVerdict | undefined,
  now: StepVerdict | undefined,
  hasHidden: boolean,
): string[] {
  if (before === undefined || now === undefined) {
    return [before === undefined ? 'It is not in the file.' : 'It is only in the file.'];
  }
  const differences: string[] = [];
  if (before.points !== now.points || before.outOf !== now.outOf) {
    differences.push(
      `The file has ${before.points} of ${before.outOf} points. Now it is ${now.points} of ${now.outOf}.`,
    );
  }
  const nowByName = new Map(now.checks.map((check) => [check.name, check]));
  for (const check of before.checks) {
    const same = nowByName.get(check.name);
    nowByName.delete(check.name);
    if (same?.state === check.state && same.points === check.points) continue;
    differences.push(
      `"${plainLine(check.name, LONGEST)}": ${inWords(check)} in the file, ${same === undefined ? 'not a check' : inWords(same)} now.`,
    );
  }
  // A file without hidden checks has all checks.
  const added = hasHidden ? [] : [...nowByName.values()];
  for (const check of added) {
    differences.push(`"${check.name}": not in the file, ${inWords(check)} now.`);
  }
  if (differences.length > 0 && (before.isSearchCut ?? now.isSearchCut) === true) {
    const where = before.isSearchCut === true ? 'in the file' : 'now';
    differences.push(`The search for mistakes ended early ${where}: the machine was busy.`);
  }
  return differences;
}

/** Returns the result of a check, with the wrong value. */
function inWords({ state, got }: CheckVerdict): string {
  return got === undefined ? state : `${state} (${plainLine(got, LONGEST)})`;
}
