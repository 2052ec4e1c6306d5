import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { prepareFolder } from '../class/ClassSettings';
import { classSummary } from '../class/classSummary';
import { storeHidden } from '../class/hiddenChecks';
import { mergeClasses } from '../class/mergeClasses';
import { writeClass, writeStudent } from '../class/writeClass';
import { takeFolders } from './classOptions';
import { runCommand } from './runCommand';
import { stepArguments } from './stepArguments';

const HELP = `Joins the parts of a class that several machines have
graded with npm run grade:class and shard. The result is
the same as of one run for the whole class.

  npm run grade:merge OUT1 OUT2 OUT3 out OUT

  out OUT  the folder for the results
  help     this text

Exit code: 0 joined, 1 joined, but a part is missing,
2 wrong usage, 3 the command failed.`;

const FLAGS = { out: 'string' } as const;

runCommand('npm run grade:merge', merge, { failure: 3 });

function merge(argv: readonly string[]): number {
  const { folders, rest } = takeFolders(argv, FLAGS);
  const { steps, given } = stepArguments(FLAGS, rest);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  if (steps.length > 0) throw new UsageError('steps are chosen when the parts are graded');
  if (folders.length === 0) throw new UsageError('name the folders of the parts');
  if (given.out === undefined) throw new UsageError('name the folder for the results: out OUT');
  const out = resolve(given.out);
  for (const folder of folders) {
    if (resolve(folder) === out) throw new UsageError(`${folder} is a part, not a new folder`);
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue;
    throw new UsageError(`there is no folder ${folder}`);
  }
  const { settings, graded, hidden, disputes, names, missing } = mergeClasses(folders);
  prepareFolder(out, settings);
  if (hidden !== undefined) storeHidden(out, hidden);
  for (const result of graded.results) {
    const override = graded.overrides.get(result.name);
    const dispute = disputes.get(result.name);
    writeStudent(out, result, { override, hidden: graded.hidden, dispute });
  }
  writeClass(out, graded, names);
  process.stdout.write(classSummary(graded, { out, isPrivate: settings.pseudonyms, changes: [] }));
  if (missing.length === 0) return 0;
  process.stderr.write(`Missing: shard ${missing.join(', shard ')}\n`);
  return 1;
}
