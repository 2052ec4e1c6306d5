import { ROOT } from '../../grader/course/parts';
import { hintAt } from '../student/hintAt';
import { nextHint } from '../student/nextHint';
import { Notebook } from '../student/Notebook';
import { runCommand } from './runCommand';
import { onlyStep, stepArguments } from './stepArguments';

const HELP = `Gives a hint for a step: first a nudge, then a plan, then
almost the code.

  npm run hint step3        the next hint
  npm run hint step3 again  all hints so far
  npm run hint step3 level 1  the first hint once more
  npm run hint step3 reset  the first hint again`;

const FLAGS = { again: 'boolean', reset: 'boolean', level: 'string' } as const;

runCommand('npm run hint', (argv) => {
  const { steps, given } = stepArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const step = onlyStep(steps);
  if (given.reset) new Notebook(ROOT).setHints(step, 0);
  console.log(given.level === undefined ? nextHint(step, given.again) : hintAt(step, given.level));
  return 0;
});
