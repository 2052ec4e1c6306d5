import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { SOLUTION } from '../../grader/course/parts';
import { printError } from '../../solution/supplied/program/printError';
import { Quit } from '../../solution/supplied/program/question';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { untilSignal } from '../../solution/supplied/program/untilSignal';
import { bundle } from '../../solution/supplied/user/bundle';
import type { ThreadCode } from '../../solution/supplied/user/bundle';
import type { Answers, LabScript } from './LabScript';
import { LabNetwork } from './LabNetwork';
import type { PointLab } from './PointLab';
import { compareAnswers, predict } from './predict';
import { prepareMeasurement } from './prepareMeasurement';
import type { PointOptions } from './prepareMeasurement';
import { print, printTitle } from './print';

/** The exit code after Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Runs a lab, and stops all users at the end.
 *
 * @returns the exit code: 0 if the lab had the expected result, 130 after a signal, else 1
 * @throws UsageError if an option is wrong
 */
export async function runLab(
  lab: LabScript | PointLab,
  options: PointOptions = {},
): Promise<number> {
  const networks: LabNetwork[] = [];
  let isInterrupted = false;
  const interrupted = untilSignal().then(() => {
    isInterrupted = true;
    return INTERRUPTED;
  });
  const finished = runParts(lab, networks, options).then(
    () => 0,
    (error: unknown) => {
      // When a signal stops the users, the experiment fails too.
      if (isInterrupted || error instanceof Quit) return INTERRUPTED;
      if (error instanceof UsageError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      const again = 'measure' in lab ? '' : ' Please try again.';
      printError(`This run did not have the expected result: ${why}.${again}`);
      return 1;
    },
  );
  const code = await Promise.race([interrupted, finished]);
  await Promise.all(networks.map((network) => network.stop()));
  // If a signal interrupts a question, the terminal stays in raw mode and without a cursor.
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  if (process.stdout.isTTY) process.stdout.write('\u001b[?25h');
  return code;
}

/** Runs all parts of a lab, from the prediction to the last questions. */
async function runParts(
  lab: LabScript | PointLab,
  networks: LabNetwork[],
  options: PointOptions,
): Promise<void> {
  // A wrong folder is told before the questions.
  const measure =
    'measure' in lab
      ? await prepareMeasurement(lab, options)
      : (): Promise<Answers> => runOnNetwork(lab, networks);
  printTitle(lab.title);
  print(lab.plan);
  const predicted = await predict(lab.questions);
  const right = await measure();
  compareAnswers(lab.questions, predicted, right);
  printTitle('What does it mean?');
  print(...lab.meaning.map((question, i) => `${i + 1}. ${question}`));
  print(`Think first. The answers are in ${lab.handout}.`);
}

async function runOnNetwork(lab: LabScript, networks: LabNetwork[]): Promise<Answers> {
  const code = await compileThreads();
  return lab.run((options) => {
    const network = new LabNetwork(code, options);
    networks.push(network);
    return network;
  });
}

/** Compiles the reference's threads for the users of a lab. The miners get a lower priority. */
function compileThreads(): Promise<ThreadCode> {
  // V8 collects garbage in a thread only after 32 MB. Lab C runs 62 threads.
  setFlagsFromString('--max-semi-space-size=1');
  return bundle({
    server: join(SOLUTION, 'supplied', 'user', 'serverThread.ts'),
    miner: join(__dirname, 'labMinerEntry.ts'),
  });
}
