import type { Lab } from './Lab';
import { LabNetwork } from './LabNetwork';
import { labThreads } from './labThreads';
import { compare, predict, Quit } from './predict';
import { say, title } from './say';

/** The exit code after Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Runs a lab from the prediction to the questions, and ends whatever it started.
 *
 * @returns the exit code: 0 if it showed what it is about, 1 if not, 130 if it was interrupted
 */
export async function runLab(lab: Lab): Promise<number> {
  const networks: LabNetwork[] = [];
  let isInterrupted = false;
  const interrupted = new Promise<number>((resolve) => {
    const stop = (): void => {
      isInterrupted = true;
      resolve(INTERRUPTED);
    };
    process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
  });
  process.stdout.on('error', () => process.exit(1));
  const told = tell(lab, networks).then(
    () => 0,
    (error: unknown) => {
      // What fails because the network is being ended is no failure of the lab.
      if (isInterrupted || error instanceof Quit) return INTERRUPTED;
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(`This run did not show it: ${why}. Please try again.\n`);
      return 1;
    },
  );
  const code = await Promise.race([interrupted, told]);
  await Promise.all(networks.map((network) => network.stop()));
  // A question that a signal interrupted has left the terminal raw and its cursor hidden.
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  if (process.stdout.isTTY) process.stdout.write('\u001b[?25h');
  return code;
}

async function tell(lab: Lab, networks: LabNetwork[]): Promise<void> {
  title(lab.title);
  say(lab.plan);
  const said = await predict(lab.questions);
  const code = await labThreads();
  const was = await lab.run((options) => {
    const network = new LabNetwork(code, options);
    networks.push(network);
    return network;
  });
  compare(lab.questions, said, was);
  title('What does it mean?');
  say(...lab.meaning.map((question, i) => `${i + 1}. ${question}`));
  say(`Think first; then see ${lab.handout}.`);
}
