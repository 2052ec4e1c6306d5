import { COURSE } from '../course';
import type { Step } from '../course';

/** The file that `stepsIndex` writes, from the project's root. */
export const STEPS_INDEX = 'grader/steps/index.ts';

/**
 * Returns the source of the file that imports the mutants and survivors of each step. The file
 * names each import, because a bundled program cannot search for files.
 */
export function stepsIndex(course: readonly Step[] = COURSE): string {
  const names = course.map(({ name }) => name);
  const imports = names.flatMap((name) => [
    `import { mutants as ${name}Mutants } from './${name}/mutants';`,
    `import { survivors as ${name}Survivors } from './${name}/survivors';`,
  ]);
  const rows = names.map(
    (name) => `  ${name}: { mutants: ${name}Mutants, survivors: ${name}Survivors },`,
  );
  return `// Made from the course table by \`npm run generate\`.
import type { StepName } from '../course/course';
import type { Mutants } from './support/Mutants';
import type { Survivor } from './support/Survivor';
${imports.join('\n')}

/** The files on which the proof tries the suite of a step. */
export interface StepProof {
  mutants: Mutants;
  survivors: readonly Survivor[];
}

/** The mutants and survivors in the folder of each step. */
export const STEPS: Readonly<Record<StepName, StepProof>> = {
${rows.join('\n')}
};
`;
}
