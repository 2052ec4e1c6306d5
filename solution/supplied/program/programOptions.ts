import { isHash } from '../chain/checkShape';
import { MAX_DIFFICULTY } from '../constants';
import { isName, isPort } from '../wire/messages';
import type { Program } from './Program';
import { readArguments, UsageError } from './readArguments';
import { COMMANDS } from './UserConsole';
import type { Endpoint } from '../types';
import { DEFAULT_OPTIONS } from '../user/UserOptions';
import type { UserOptions } from '../user/UserOptions';

const FLAGS = {
  help: 'boolean',
  demo: 'boolean',
  explorer: 'boolean',
  json: 'boolean',
  user: 'string',
  host: 'string',
  port: 'string',
  join: 'string',
  genesis: 'string',
  rest: 'string',
  gossip: 'string',
  difficulty: 'string',
} as const;

/** The mode and the options that the command line gives. */
export type ProgramOptions =
  | { mode: 'help' }
  | ({ mode: 'demo' } & Shown)
  | ({ mode: 'menu'; options: Partial<UserOptions> } & Shown)
  | ({ mode: 'user'; options: UserOptions; isJson: boolean } & Shown);

interface Shown {
  /** Whether to show the network in a browser. */
  explorer?: boolean;
}

/**
 * Reads the program's command line.
 *
 * @param isTerminal whether a person can use a menu
 * @throws UsageError if the command line is wrong
 */
export function programOptions(argv: readonly string[], isTerminal: boolean): ProgramOptions {
  const given = readArguments(FLAGS, argv);
  if (given.help) return { mode: 'help' };

  const shown: Shown = given.explorer ? { explorer: true } : {};
  const { demo, json, user, host, port, join, genesis, rest, gossip, difficulty } = given;
  const refuse = (flags: Record<string, unknown>, why: string): void => {
    const surplus = Object.keys(flags).find((flag) => flags[flag] !== undefined);
    if (surplus !== undefined) throw new UsageError(`--${surplus} ${why}`);
  };
  if (user === undefined) refuse({ json, host, port, join, genesis, gossip }, 'needs --user');
  if (demo) {
    refuse({ user, rest, difficulty }, 'cannot be used with --demo');
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
    refuse({ rest, difficulty }, 'needs a terminal, or --user');
    return { mode: 'demo', ...shown };
  }

  if (!isName(user)) throw new UsageError('--user is a name of 1 to 32 printable characters');
  if (host !== undefined) options.host = checkHost(host);
  if (port !== undefined) options.port = whole('port', port, 65535);
  if (join !== undefined) {
    refuse({ difficulty }, 'cannot be used with --join: the first user of a network sets it');
    options.join = join.split(',').map((text) => endpoint('join', text));
  }
  if (genesis !== undefined) {
    if (join === undefined) throw new UsageError('--genesis needs --join');
    if (!isHash(genesis)) throw new UsageError('--genesis is a hash of 64 lower-case hex digits');
    options.genesis = genesis;
  }
  return {
    mode: 'user',
    options: { ...DEFAULT_OPTIONS, ...options, name: user },
    isJson: json === true || !isTerminal,
    ...shown,
  };
}

/**
 * Reads a whole number from 0 to `most`.
 *
 * @throws UsageError if the text is not such a number
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
 * Reads `HOST:PORT`. An IPv6 address needs brackets.
 *
 * @throws UsageError if the text is not of this form
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
 * Reads a host: an IP address or a host name.
 *
 * @throws UsageError if the text is not a host
 */
export function checkHost(text: string): string {
  if (!/^[A-Za-z0-9.:-]{1,255}$/.test(text))
    throw new UsageError('--host is an IP address or a host name');
  return text;
}

/** The text of `--help`. Its lines can be wider than a terminal. */
export function help({ command, moreHelp = '' }: Pick<Program, 'command' | 'moreHelp'>): string {
  return `A small blockchain network: every user is two threads, and they talk over TCP.

  ${command}             a menu; without a terminal, the demo
  ${command} demo        the demo: a network that needs no input
  ${command} user NAME   one user of a network over several machines

With each of these:
  explorer              show the network live in a browser${moreHelp}

In a menu, and for one user:
  rest SECONDS          how long to rest after mining a coin (7)
  difficulty BITS       leading zero bits of each block's hash, 0 to 32 (16); the first user sets it for the whole network

For one user:
  host ADDRESS          the address to listen on (127.0.0.1); other machines must be able to reach it
  port PORT             the port to listen on (6000); 0 takes any free one
  join HOST:PORT        users of the network to join, separated by commas
  genesis HASH          the only genesis block to accept
  gossip SECONDS        the time between two rounds of gossip (5)
  json                  write JSON in a terminal, too

One user reads commands from standard input, one in each line:
${indented(COMMANDS)}

In a terminal, it writes its events as sentences. Otherwise, or with json, it writes each event as one line of JSON. By "event":
  ready        it listens and has joined
  coin         it mined a coin
  minted       it minted a payment to itself
  block        it accepted another user's block
  payment      one of its payments is now waiting, unreachable, refused, paid, settled (six blocks deep), returned or unfundable
  refused      it or another user refused a message, with the code
  more         how many more events of one kind there were in a second
  caughtUp     it got missing blocks
  reorganised  it changed branches
  peer         it knows another user
  peerGone     it forgot another user
  status       the answer to "status"
  reach        the answer to "reach"
  help         the answer to "help"
  sorry        a command that failed, and why
  explorer     the address of the explorer's page, or why there is none
  error        an error in its own code
  failed       an error ended it

Dashes work too, after --: ${command} -- --demo`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
