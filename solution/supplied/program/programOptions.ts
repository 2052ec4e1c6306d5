import { isHash } from '../chain/checkShape';
import { MAX_DIFFICULTY } from '../constants';
import { isName, isPort } from '../wire/messages';
import { readArguments, UsageError } from './readArguments';
import type { Endpoint } from '../types';
import { DEFAULT_OPTIONS } from '../user/UserOptions';
import type { UserOptions } from '../user/UserOptions';

const FLAGS = {
  help: 'boolean',
  demo: 'boolean',
  explorer: 'boolean',
  user: 'string',
  host: 'string',
  port: 'string',
  join: 'string',
  genesis: 'string',
  rest: 'string',
  gossip: 'string',
  difficulty: 'string',
} as const;

/** What the program is to do. */
export type ProgramOptions =
  | { mode: 'help' }
  | ({ mode: 'demo' } & Shown)
  | ({ mode: 'menu'; options: Partial<UserOptions> } & Shown)
  | ({ mode: 'user'; options: UserOptions } & Shown);

interface Shown {
  /** Whether to show the network in a browser. */
  explorer?: boolean;
}

/**
 * Reads the program's command line.
 *
 * @param isTerminal whether somebody is there to use a menu
 * @throws UsageError
 */
export function programOptions(argv: readonly string[], isTerminal: boolean): ProgramOptions {
  const given = readArguments(FLAGS, argv);
  if (given.help) return { mode: 'help' };

  const shown: Shown = given.explorer ? { explorer: true } : {};
  const { demo, user, host, port, join, genesis, rest, gossip, difficulty } = given;
  const only = (flags: Record<string, unknown>, place: string): void => {
    const surplus = Object.keys(flags).find((flag) => flags[flag] !== undefined);
    if (surplus !== undefined) throw new UsageError(`--${surplus} ${place}`);
  };
  if (user === undefined) only({ host, port, join, genesis, gossip }, 'goes with --user');
  if (demo) {
    only({ user, rest, difficulty }, 'does not go with --demo');
    return { mode: 'demo', ...shown };
  }

  const options: Partial<UserOptions> = {};
  if (rest !== undefined) options.restMs = seconds('rest', rest);
  if (gossip !== undefined) options.gossipMs = seconds('gossip', gossip);
  if (difficulty !== undefined) {
    options.difficulty = whole('difficulty', difficulty, MAX_DIFFICULTY);
  }
  if (user === undefined) {
    if (isTerminal) return { mode: 'menu', options, ...shown };
    only({ rest, difficulty }, 'needs a terminal, or --user');
    return { mode: 'demo', ...shown };
  }

  if (!isName(user)) throw new UsageError('--user is a name of 1 to 32 printable characters');
  if (host !== undefined) options.host = checkHost(host);
  if (port !== undefined) options.port = whole('port', port, 65535);
  if (join !== undefined) {
    only({ difficulty }, 'belongs to the first user of a network, who does not join one');
    options.join = join.split(',').map((text) => endpoint('join', text));
  }
  if (genesis !== undefined) {
    if (join === undefined) throw new UsageError('--genesis goes with --join');
    if (!isHash(genesis)) throw new UsageError('--genesis is a hash of 64 lower-case hex digits');
    options.genesis = genesis;
  }
  return { mode: 'user', options: { ...DEFAULT_OPTIONS, ...options, name: user }, ...shown };
}

/**
 * Reads a whole number from 0 on.
 *
 * @throws UsageError
 */
export function whole(flag: string, text: string, most: number): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number > most) {
    throw new UsageError(`--${flag} is a whole number from 0 to ${most}`);
  }
  return number;
}

function seconds(flag: string, text: string): number {
  const number = Number(text);
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(text) || number > 3600) {
    throw new UsageError(`--${flag} is a number of seconds from 0 to 3600`);
  }
  return number * 1000;
}

/**
 * Reads where a user listens; an IPv6 address stands in brackets.
 *
 * @throws UsageError
 */
export function endpoint(flag: string, text: string): Endpoint {
  const parts = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+)):(\d{1,5})$/i.exec(text);
  const port = Number(parts?.[3]);
  if (parts === null || !isPort(port)) {
    throw new UsageError(`--${flag} is HOST:PORT, such as 192.168.1.7:6000`);
  }
  return { host: checkHost(parts[1] ?? parts[2]), port };
}

/**
 * Reads a host: an IP address or a name.
 *
 * @throws UsageError
 */
export function checkHost(text: string): string {
  if (!/^[A-Za-z0-9.:-]{1,255}$/.test(text)) throw new UsageError('--host is an address or a name');
  return text;
}

/** What `--help` prints. */
export function help(command: string): string {
  return `A small blockchain network: every user is two threads, and they talk over TCP.

  ${command}                  a menu, in a terminal; elsewhere the demo
  ${command} -- --demo        the network tells its story by itself
  ${command} -- --user NAME   one user, of a network over several machines

With any of them:
  --explorer            show the network in a browser, live

In a menu, and for one user:
  --rest SECONDS        how long to rest after mining a coin (7)
  --difficulty BITS     leading zero bits of each block's hash, 0 to 32 (16);
                        the first user's holds for the whole network

For one user:
  --host ADDRESS        where to listen (127.0.0.1); others must reach it
  --port PORT           the port to listen on (6000); 0 takes any
  --join HOST:PORT      a user of the network to join; several with commas
  --genesis HASH        the only genesis block to accept
  --gossip SECONDS      how long between two rounds of gossip (5)

One user reads lines from standard input: "pay NAME AMOUNT", "status", "quit",
and, to cut cables, "reach NAME NAME …" (to these users only) or "reach all".
What happens goes to standard output, a line of JSON each, by "event":
  ready        it listens and has joined        caughtUp     missing blocks came
  coin         it mined a coin                  reorganised  another branch won
  minted       it minted a payment to itself    peer         a user became known
  block        another's block was accepted     peerGone     one was forgotten
  payment      one of its payments is now waiting, unreachable, refused, paid,
               settled (six blocks deep), returned or unfundable
  refused      a message was refused, with its code
  status       the answer to "status"
  reach        the answer to "reach"
  sorry        a line that could not be obeyed, and why
  explorer     where its page is, or why there is none
  error        a bug in its own code            failed       it died of one

Words work as well as flags: ${command} demo`;
}
