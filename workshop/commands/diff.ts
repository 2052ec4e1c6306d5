import { differenceOf } from '../student/differenceOf';
import { paintFor } from '../../grader/report/paint';
import { runCommand } from './runCommand';
import { onlyStep, stepArguments } from './stepArguments';

const HELP = `Shows your file of a step beside the reference's, once yours has passed.

  npm run diff step3
  npm run diff step3 -- --spoil   even if it has not`;

const FLAGS = { spoil: 'boolean', help: 'boolean' } as const;

runCommand('npm run diff', (argv) => {
  const { steps, given } = stepArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const step = onlyStep(steps);
  const difference = differenceOf(step, given.spoil === true, paintFor(process.stdout));
  if (difference !== undefined) {
    console.log(difference);
    return 0;
  }
  console.error(
    `starter/${step.name}.ts has not passed as it is: npm run grade step${step.number} first, or add --spoil`,
  );
  return 1;
});
