import { handoutOf } from '../course/course';
import type { Step } from '../course/course';
import { specificationOf } from '../course/specificationOf';
import type { Matrix } from '../mistakes/Matrix';

/**
 * Describes the gaps in a step's proof. A gap is a check that no mutant loses, or a sentence of the
 * handout that no check tests. A number of a sentence that the handout does not have is also a gap.
 */
export function gapsIn({ checks, mutants }: Matrix, step: Step): string[] {
  const numbers = [...specificationOf(step).keys()];
  const tested = checks.flatMap(({ sentences }) => sentences);
  return [
    ...checks
      .filter(({ name }) => !mutants.some(({ lost }) => Object.hasOwn(lost, name)))
      .map(({ name }) => `no mutant loses "${name}"`),
    ...numbers
      .filter((number) => !tested.includes(number))
      .map((number) => `no check tests sentence ${number} of ${handoutOf(step)}`),
    ...checks.flatMap(({ name, sentences }) =>
      sentences
        .filter((number) => !numbers.includes(number))
        .map((number) => `${handoutOf(step)} has no sentence ${number}, which "${name}" tests`),
    ),
  ];
}
