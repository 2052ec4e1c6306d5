import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';
import { ROOT } from '../../grader/course/parts';
import { showProgress } from '../../grader/report/showProgress';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import { isRepositoryFolder, isTopOfRepository } from '../update/isTopOfRepository';
import { recoverUpdate } from '../update/recoverUpdate';
import { renderDone, renderUpdate } from '../update/renderUpdate';
import { isEmpty } from '../update/ReadyUpdate';
import type { ReadyUpdate } from '../update/ReadyUpdate';
import { updateFromFolder } from '../update/updateFromFolder';
import { updateOverGit } from '../update/updateOverGit';
import { runCommand } from './runCommand';

const HELP = `Gets the newest version of the course. Shows what it will
do, and asks. Keeps everything that you wrote.

  npm run update
  npm run update from ADDRESS
  npm run update from DIR    for a copy without git: DIR is
                             a newer copy, just unpacked

  from  where the new version is, instead of git's remote
        upstream or origin
  yes   do not ask
  help  this text

Without a terminal, it only shows what it would do.

Exit code: 0 done or nothing to do, 1 an error occurred,
2 wrong usage.`;

const FLAGS = { from: 'string', yes: 'boolean', help: 'boolean' } as const;

runCommand('npm run update', async (argv) => {
  // npm's own setting `yes`, from a file or a variable, does not answer our question.
  delete process.env.npm_config_yes;
  const given = readArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  if (given.from?.startsWith('-') || given.from === '') {
    throw new UsageError('--from needs an address or a folder');
  }
  const isRepository = isTopOfRepository(ROOT);
  const recovered = recoverUpdate(ROOT, isRepository);
  if (recovered !== undefined) console.log(recovered);
  const update = await findUpdate(isRepository, given.from);
  if (isEmpty(update)) {
    console.log(`There is nothing new at ${update.from}.`);
    return 0;
  }
  process.stdout.write(`${renderUpdate(update)}\n`);
  if (given.yes !== true && !(await isAgreed())) return 0;
  const hasBackup = update.run();
  process.stdout.write(renderDone(update, hasBackup));
  return 0;
});

async function findUpdate(isRepository: boolean, from: string | undefined): Promise<ReadyUpdate> {
  const folder = from === undefined ? undefined : folderOf(from);
  if (folder !== undefined && !(isRepository && isRepositoryFolder(folder))) {
    return updateFromFolder(ROOT, folder);
  }
  if (!isRepository) {
    throw new Error(
      'this folder is no git repository. Download the newest copy of the course, unpack it beside ' +
        'this folder, and type: npm run update from DIR',
    );
  }
  const progress = showProgress();
  progress.show('looking for a new version …');
  return updateOverGit(ROOT, folder ?? from).finally(() => progress.end());
}

/** Returns the folder with this name, from here or from where npm was started. */
function folderOf(name: string): string | undefined {
  const starts = [process.cwd(), process.env.INIT_CWD ?? process.cwd()];
  return starts.map((start) => resolve(start, name)).find((path) => existsSync(join(path, '.')));
}

/** Asks whether to update. Without a terminal, says how to update. */
function isAgreed(): Promise<boolean> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) {
    console.log('Nothing has changed yet. To update, type: npm run update yes');
    return Promise.resolve(false);
  }
  // The terminal edits the line itself, so Ctrl-C is a signal.
  const keyboard = createInterface({ input: stdin, terminal: false });
  stdout.write('Update now? Type yes and Enter, or only Enter to leave everything as it is: ');
  return new Promise((answer) => {
    keyboard.once('line', (line) => {
      const isYes = /^\s*y(es)?\s*$/i.test(line);
      if (!isYes) console.log('Nothing has changed.');
      answer(isYes);
      keyboard.close();
    });
    keyboard.once('close', () => answer(false));
  });
}
