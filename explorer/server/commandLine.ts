import { checkHost, endpoint } from '../../solution/supplied/program/programOptions';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import type { Endpoint } from '../../solution/supplied/types';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import { readPort } from './readPort';

const FLAGS = {
  help: 'boolean',
  peer: 'strings',
  port: 'string',
  host: 'string',
  pace: 'string',
  'no-open': 'boolean',
} as const;

/** How many ports the explorer tries from 6000 on if no peer is given. */
const PORTS_TRIED = 10;

/** The options of the command line. */
export interface CommandOptions {
  help: boolean;
  /** The endpoints where the explorer looks for a network. */
  peers: Endpoint[];
  /** The address on which the explorer serves the page. */
  host: string;
  /** Set only if the command line gives a port. */
  port?: number;
  /** The time between two polls of a user, in milliseconds. */
  paceMs?: number;
  /** Whether to show the page in a browser. */
  open: boolean;
}

/**
 * Reads the explorer's command line.
 *
 * @throws UsageError
 */
export function readCommandLine(argv: readonly string[]): CommandOptions {
  const given = readArguments(FLAGS, argv);
  const { peer, port, host, pace } = given;
  const options: CommandOptions = {
    help: given.help === true,
    peers:
      peer?.flatMap((text) => text.split(',').map((one) => endpoint('peer', one))) ?? usualPeers(),
    host: host === undefined ? '127.0.0.1' : checkHost(host),
    open: given['no-open'] !== true,
  };
  if (port !== undefined) options.port = readPort(port);
  if (pace !== undefined) options.paceMs = seconds(pace);
  return options;
}

/** The endpoints where the users of this machine usually listen. */
function usualPeers(): Endpoint[] {
  const { host, port } = DEFAULT_OPTIONS;
  return Array.from({ length: PORTS_TRIED }, (_, i) => ({ host, port: port + i }));
}

function seconds(text: string): number {
  const number = Number(text);
  if (!/^\d{1,2}(\.\d{1,3})?$/.test(text) || number < 0.05 || number > 60) {
    throw new UsageError('--pace is a number of seconds from 0.05 to 60');
  }
  return number * 1000;
}

/** What `--help` prints. */
export function explorerHelp(command: string): string {
  return `Shows a running network, live, on a web page. The explorer only watches.
It has no key, and the users of the network do not know it.

  ${command}                    the network on this machine
  ${command} peer HOST:PORT     the network of this user

  peer HOST:PORT        a user of the network, or several users with commas
                        between them (127.0.0.1:6000 to 127.0.0.1:6009). The
                        explorer asks these users for the other users
  port PORT             the port of the page (8600, or the next free port)
  host ADDRESS          the address of the page (127.0.0.1, which only this
                        machine can reach). With 0.0.0.0, all machines that can
                        reach this machine can open the page
  pace SECONDS          the time between two polls of a user (0.5)
  no-open               do not open a browser

The explorer can show the reference's network (npm run solution), your network
(npm start), or a network in another language. Ctrl-C ends only the explorer.
Flags work too, after --: ${command} -- --peer 127.0.0.1:6000`;
}
