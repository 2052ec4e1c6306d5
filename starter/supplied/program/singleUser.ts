import { createInterface } from 'node:readline';
import { User } from '../../User';
import { formatCoins, parseCoins } from '../chain/coins';
import type { ExplorerProcess } from './ExplorerProcess';
import { errorLike } from './Program';
import type { Program } from './Program';
import { Refusal } from '../Refusal';
import { Sorry } from '../Sorry';
import type { UserOptions } from '../user/UserOptions';

/**
 * Runs one user of a network over several machines, without a menu: events go to standard output, a
 * line of JSON each, and commands come from standard input, whose end stops nothing.
 *
 * @returns the exit code, once the user has stopped
 */
export async function singleUser(
  program: Program,
  options: UserOptions,
  explorer?: ExplorerProcess,
): Promise<number> {
  const user = new User(options, program.code);
  const say = (event: object): void => {
    process.stdout.write(`${JSON.stringify(event)}\n`);
  };

  let isEnding = false;
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = (code) => {
      isEnding = true;
      resolve(code);
    };
  });
  const quit = (): void => end(0);
  process.once('SIGINT', quit).once('SIGTERM', quit).once('SIGHUP', quit);
  // Whoever reads our events may go away first.
  process.stdout.once('error', quit);

  if (explorer) say({ event: 'explorer', ...explorer.outcome });
  user.on('event', (event) => {
    explorer?.hear(event);
    say(event);
  });
  user.on('failed', (error) => {
    say({ event: 'failed', message: program.explain(errorLike(error)) });
    end(1);
  });
  const started = user.start().then(
    () => obey(user, say, quit),
    (error: unknown) => {
      // A user that was told to end before it was ready has not failed.
      if (isEnding) return;
      process.stderr.write(`${startProblem(error, options)}\n`);
      end(1);
    },
  );
  const code = await ended;
  await user.stop();
  await started;
  return code;
}

/** Why a user could not start, in one line. */
function startProblem(error: unknown, { host, port }: UserOptions): string {
  const { message, code } = error as Error & { code?: string };
  if (code === 'EADDRINUSE') return `port ${port} is in use; choose another with --port`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `this machine has no address ${host}`;
  if (code === 'EACCES') return `port ${port} is not ours to listen on; choose one above 1023`;
  if (code === 'bad-genesis') return 'that network has another genesis block';
  return message;
}

function obey(user: User, say: (event: object) => void, quit: () => void): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    void obeyLine(user, line.trim(), say, quit).catch((error: unknown) => {
      const { message } = errorLike(error);
      const refusal = error instanceof Refusal ? { code: error.code } : {};
      say({ event: 'sorry', line, message, ...refusal });
    });
  });
}

async function obeyLine(
  user: User,
  line: string,
  say: (event: object) => void,
  quit: () => void,
): Promise<void> {
  if (line === '') return;
  if (line === 'quit') return quit();
  if (line === 'status') {
    const status = await user.call('status');
    return say({ event: 'status', ...status, coins: formatCoins(status.balance) });
  }
  if (/^reach( |$)/.test(line)) return reach(user, line.split(/ +/).slice(1), say);
  const payment = /^pay (.+) (\S+)$/.exec(line);
  if (payment === null)
    throw new Sorry('say "pay NAME AMOUNT", "status", "reach NAME …" or "quit"');
  // How it goes is told by its events, in the order in which it happens.
  await user.call('pay', payment[1], parseCoins(payment[2]));
}

/** Cuts the cables to all users but these, or mends them all. */
async function reach(
  user: User,
  names: readonly string[],
  say: (event: object) => void,
): Promise<void> {
  if (names.length === 1 && names[0] === 'all') {
    await user.call('reach', null);
    return say({ event: 'reach', names: ['all'] });
  }
  const { peers } = await user.call('status');
  const addresses = names.flatMap((name) => {
    const found = peers.filter((peer) => peer.name === name || peer.address === name);
    if (found.length === 0) throw new Sorry(`nobody here is called ${name}`);
    return found.map(({ address }) => address);
  });
  await user.call('reach', addresses);
  say({ event: 'reach', names });
}
