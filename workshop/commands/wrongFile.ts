import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../grader/course/parts';
import { STEPS } from '../../grader/steps';
import { runCommand } from './runCommand';
import { onlyStep, stepArguments } from './stepArguments';

/** Git ignores this folder. */
const FOLDER = join(ROOT, 'try', 'wrong');

const HELP = `Writes the wrong file of a step from the page of the
oral exam, exercises/teaching/oral.md, into the folder
try/wrong/.

  npm run wrong step3`;

runCommand('npm run wrong', (argv) => {
  const { steps, given } = stepArguments({}, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const step = onlyStep(steps);
  const page = readFileSync(join(ROOT, 'exercises', 'teaching', 'oral.md'), 'utf8');
  const section = page.slice(page.indexOf(`## Step ${step.number}: `));
  const name = /^\*\*Wrong file:\*\* "(.*)"$/m.exec(section)?.[1];
  const mutant = STEPS[step.name].mutants.wrong.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`oral.md names no wrong file of step ${step.number}`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${step.name}.ts`), mutant.source);
  console.log(`try/wrong/${step.name}.ts: ${mutant.name}`);
  console.log(`To grade it: npm run grade step${step.number} target try/wrong`);
  return 0;
});
