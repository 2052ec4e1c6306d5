import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { ROOT } from '../../grader/course/parts';
import { readHidden } from '../../grader/report/readHidden';
import { autograderFiles } from '../autograder/autograderFiles';
import { writeArchive } from '../autograder/writeArchive';
import { runCommand } from './runCommand';
import { stepArguments } from './stepArguments';

const HELP = `Writes autograder.zip, for a programming assignment on
Gradescope.

  npm run autograder:zip
  npm run autograder:zip step1 step2
                    grades only these steps

  hide FILE  the checks that students do not see,
             a check or a step on each line
  out FILE   another name than autograder.zip
  help       this text

Exit code: 0 done, 1 an error occurred, 2 wrong usage.`;

const FLAGS = { hide: 'string', out: 'string' } as const;

runCommand('npm run autograder:zip', async (argv) => {
  const { steps, given } = stepArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  // A list with a mistake would fail only later, for each submission.
  if (given.hide !== undefined) readHidden(given.hide);
  const hide = given.hide === undefined ? undefined : readFileSync(given.hide, 'utf8');
  const names = steps.map(({ number }) => `step${number}`);
  const path = resolve(given.out ?? 'autograder.zip');
  const files = autograderFiles(ROOT, names, hide);
  await writeArchive(files, path);
  const size = (statSync(path).size / 1e6).toFixed(1);
  console.log(
    `Wrote ${relative(process.cwd(), path) || path} (${files.length} files, ${size} MB).`,
  );
  console.log(
    'On Gradescope: Create Assignment, Programming Assignment, Configure Autograder, Zip file upload.',
  );
  return 0;
});
