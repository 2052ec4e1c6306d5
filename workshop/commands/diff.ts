import { outputPaint } from '../../grader/report/paint';
import { printError } from '../../solution/supplied/program/printError';
import { differenceOf } from '../student/differenceOf';
import { runCommand } from './runCommand';
import { onlyStep, stepArguments } from './stepArguments';

const HELP = `Compares your file of a step with the reference, after
your file has passed.

  npm run diff step3
  npm run diff step3 spoil  even if the file fails`;

const FLAGS = { spoil: 'boolean' } as const;

runCommand('npm run diff', (argv) => {
  const { steps, given } = stepArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const step = onlyStep(steps);
  const difference = differenceOf(step, given.spoil === true, outputPaint());
  if (difference !== undefined) {
    console.log(difference);
    return 0;
  }
  printError(
    `starter/${step.name}.ts has not passed as it is now: ` +
      `first run npm run grade step${step.number}, or add the word spoil`,
  );
  return 1;
});
