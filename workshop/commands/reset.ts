import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from '../../grader/course/generator/format';
import { stubOf } from '../../grader/course/generator/stubOf';
import { SOLUTION, STARTER } from '../../grader/course/parts';
import { readText } from '../../grader/course/readText';
import { runCommand } from './runCommand';
import { onlyStep, stepArguments } from './stepArguments';

const HELP = `Puts the stub of a step back, to begin again. Keeps your
file under another name.

  npm run reset step3`;

runCommand('npm run reset', async (argv) => {
  const { steps, given } = stepArguments({}, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const step = onlyStep(steps);
  const file = join(STARTER, `${step.name}.ts`);
  const reference = readText(join(SOLUTION, `${step.name}.ts`));
  const stub = await format(stubOf(reference, step));
  if (existsSync(file)) {
    if (readText(file) === stub) {
      console.log(`starter/${step.name}.ts is already the stub.`);
      return 0;
    }
  }
  // The new file is complete before the old file gets another name.
  const complete = join(STARTER, `${step.name}.ts.new`);
  try {
    writeFileSync(complete, stub);
    if (existsSync(file)) {
      const kept = keptName(step.name, new Date());
      renameSync(file, join(STARTER, kept));
      console.log(`Your file is kept as starter/${kept}`);
    }
    renameSync(complete, file);
  } catch (error) {
    throw new Error(problemOf(error), { cause: error });
  }
  console.log(`starter/${step.name}.ts is a stub again.`);
  return 0;
});

/** Returns a sentence about a file that could not be written. */
function problemOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return 'the folder starter is read-only; your file is unchanged';
  }
  if (code === 'ENOSPC') return 'the disk is full; your file is unchanged';
  return message;
}

/**
 * Returns an unused file name with the time in it. The name does not end in `.ts`, so no compiler
 * reads the file.
 */
function keptName(name: string, now: Date): string {
  const time = now.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
  const free = (suffix: string): string => `${name}.ts.${time}${suffix}.kept`;
  for (let i = 0; ; i++) {
    const kept = free(i === 0 ? '' : `-${i}`);
    if (!existsSync(join(STARTER, kept))) return kept;
  }
}
