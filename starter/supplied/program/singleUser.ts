import { User } from '../../User';
import { formatCoins, parseCoins } from '../chain/coins';
import type { ExplorerProcess } from './ExplorerProcess';
import { errorLike } from './Program';
import type { Program } from './Program';
import { Refusal } from '../Refusal';
import { CommandError } from '../CommandError';
import { printError } from './printError';
import { wrap } from './render';
import { COMMANDS, jsonConsole, sentenceConsole } from './UserConsole';
import type { UserConsole } from './UserConsole';
import { Tally } from './Tally';
import { untilSignal } from './untilSignal';
import type { UserOptions } from '../user/UserOptions';
import { Watch } from './Watch';
import { workReport } from './workReport';

/** How long to look for a network without a word, in milliseconds. */
const LOOKING_MS = 2000;

/**
 * Runs one user without a menu, for a network over several machines. Writes each event to standard
 * output, and reads commands from standard input. A person who quits reads what the own parts did.
 *
 * @param isJson true to write each event as one line of JSON; then, the end of the input does not
 *   stop the user
 * @returns the exit code, after the user has stopped
 */
export async function singleUser(
  program: Program,
  { options, isJson }: { options: UserOptions; isJson: boolean },
  explorer?: ExplorerProcess,
): Promise<number> {
  const user = new User(options, program.code);
  const tally = new Tally();
  let watch: Watch | undefined;
  const { say, listen, close } = isJson ? jsonConsole() : sentenceConsole(program.explain);
  if (!isJson) for (const line of program.intro) process.stdout.write(`${wrap(line)}\n`);

  let isEnding = false;
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = (code) => {
      isEnding = true;
      resolve(code);
    };
  });
  const quit = (): void => end(0);
  void untilSignal().then(quit);
  // The process that reads our events can end before this process.
  process.stdout.on('error', quit);

  if (explorer) say({ event: 'explorer', ...explorer.outcome });
  user.on('event', (event) => {
    explorer?.hear(event);
    tally.hear(event);
    say(event);
  });
  user.on('failed', (error) => {
    say({ event: 'failed', message: program.explain(errorLike(error)) });
    end(1);
  });
  const looking = isJson ? undefined : tellLooking(options, say);
  const started = user
    .start()
    .finally(() => clearTimeout(looking))
    .then(
      () => {
        if (isEnding) return;
        if (!isJson) watch = watchOf(user, say);
        readCommands(user, { say, listen }, quit);
      },
      (error: unknown) => {
        // It is not a failure if the user was stopped before it was ready.
        if (isEnding) return;
        printError(startProblem(error, options));
        end(1);
      },
    );
  const code = await ended;
  const atWork = watch !== undefined && code === 0 ? await workReport(program, tally, watch) : [];
  watch?.end();
  close();
  await user.stop();
  await started;
  if (!isJson && code === 0) {
    const lines = [...atWork, `${options.name} has stopped.`].map((line) => `${wrap(line)}\n`);
    // The prompt is still in the last line.
    process.stdout.write(`\r\u001b[J${lines.join('')}`);
  }
  return code;
}

/** Says after a while that nobody has answered yet. A user looks for its network for ten seconds. */
function tellLooking({ join }: UserOptions, say: UserConsole['say']): NodeJS.Timeout | undefined {
  if (join.length === 0) return undefined;
  const asked = join.map(({ host, port }) => `${host}:${port}`).join(', ');
  const message = `Nobody has answered at ${asked} yet. Has this user been started?`;
  return setTimeout(() => say({ event: 'sorry', message }), LOOKING_MS);
}

/** Watches a user whose threads can hang. */
function watchOf(user: User, say: UserConsole['say']): Watch {
  return new Watch(new Map([[user.options.name, user]]), (message) =>
    say({ event: 'sorry', message }),
  );
}

/** Returns one line that says why a user could not start. */
function startProblem(error: unknown, { host, port }: UserOptions): string {
  const { message, code } = error as Error & { code?: string };
  if (code === 'EADDRINUSE') return `port ${port} is in use; choose another with --port`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `this machine has no address ${host}`;
  }
  if (code === 'EACCES') {
    return `this process may not listen on port ${port}; choose another above 1023 with --port`;
  }
  if (code === 'bad-genesis') return 'that network has another genesis block';
  return message;
}

function readCommands(
  user: User,
  { say, listen }: Pick<UserConsole, 'say' | 'listen'>,
  quit: () => void,
): void {
  listen((line) => {
    if (line === undefined) {
      say({ event: 'sorry', message: 'this line is too long' });
      return;
    }
    void runCommand(user, line.trim(), say, quit).catch((error: unknown) => {
      const { message } = errorLike(error);
      const refusal = error instanceof Refusal ? { code: error.code } : {};
      say({ event: 'sorry', line, message, ...refusal });
    });
  }, quit);
}

async function runCommand(
  user: User,
  line: string,
  say: UserConsole['say'],
  quit: () => void,
): Promise<void> {
  if (line === '') return;
  if (line === 'quit') return quit();
  if (line === 'help') return say({ event: 'help', commands: COMMANDS });
  if (line === 'status') {
    const status = await user.call('status');
    return say({ event: 'status', ...status, coins: formatCoins(status.balance) });
  }
  if (/^reach( |$)/.test(line)) return reach(user, line.split(/ +/).slice(1), say);
  const payment = /^pay (.+) (\S+)$/.exec(line);
  if (payment === null) {
    throw new CommandError(
      'the commands are "pay NAME AMOUNT", "status", "reach NAME …", "help" and "quit"',
    );
  }
  // There is no other answer: the events of the payment report the result.
  await user.call('pay', payment[1], parseCoins(payment[2]));
}

/**
 * Cuts the connections to all users except the named users. The word `all` restores the
 * connections.
 */
async function reach(user: User, names: readonly string[], say: UserConsole['say']): Promise<void> {
  if (names.length === 1 && names[0] === 'all') {
    await user.call('reach', null);
    return say({ event: 'reach', names: ['all'] });
  }
  const { peers } = await user.call('status');
  const addresses = names.flatMap((name) => {
    const found = peers.filter((peer) => peer.name === name || peer.address === name);
    if (found.length === 0) throw new CommandError(`no known user is called ${name}`);
    return found.map(({ address }) => address);
  });
  await user.call('reach', addresses);
  say({ event: 'reach', names });
}
