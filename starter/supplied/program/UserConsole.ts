import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { Address } from '../types';
import type { UserStatus } from '../user/control';
import type { UserEvent } from '../user/UserEvent';
import type { Program } from './Program';
import { readLines } from './readLines';
import { short, shortName, styled, wrap } from './render';
import { tellEvent } from './tellEvent';

/** An event of a single user, or an answer to one of its commands. */
export type ConsoleEvent =
  | UserEvent
  | ({ event: 'status'; coins: string } & UserStatus)
  | { event: 'reach'; names: readonly string[] }
  | { event: 'help'; commands: string }
  | { event: 'sorry'; message: string; line?: string; code?: string }
  | { event: 'explorer'; url?: string; problem?: string }
  | { event: 'failed'; message: string };

/** Where a single user writes its events, and reads its commands. */
export interface UserConsole {
  say: (event: ConsoleEvent) => void;
  /**
   * Begins to read commands.
   *
   * @param onLine called with each line, or with undefined for a line that is too long
   * @param onEnd called when the person ends the input, if this ends the program
   */
  listen: (onLine: (line: string | undefined) => void, onEnd: () => void) => void;
  close: () => void;
}

/** Writes each event as a line of JSON. The end of the input does not end the program. */
export function jsonConsole(): UserConsole {
  return {
    say: (event) => void process.stdout.write(`${JSON.stringify(event)}\n`),
    listen: (onLine) => readLines(process.stdin, onLine),
    close: () => {},
  };
}

/** The maximum number of users whose names are remembered. */
const MOST_NAMES = 1000;

/** The commands, for people. */
export const COMMANDS = `pay NAME AMOUNT     pay another user
status              show the chain, the coins and the known users
reach NAME NAME …   talk to these users only, as if other cables were cut
reach all           talk to all users again
help                show these commands
quit                stop`;

/** Writes each event as a sentence with the time. Keeps the line that the person types. */
export function sentenceConsole(explain: Program['explain']): UserConsole {
  const names = new Map<Address, string>();
  const nameOf = (address: Address): string => names.get(address) ?? short(address);
  /** Undefined before `listen` and after `close`. */
  let keyboard: Interface | undefined;
  const print = (text: string): void => {
    const line = `${wrap(text)}\n`;
    if (keyboard === undefined) {
      process.stdout.write(line);
      return;
    }
    // `prompt` goes up by the rows of the typed text, and writes the text again.
    const { rows } = keyboard.getCursorPos();
    const up = rows > 0 ? `\u001b[${rows}A` : '';
    process.stdout.write(`\r${up}\u001b[J${line}${'\n'.repeat(rows)}`);
    keyboard.prompt(true);
  };
  return {
    say(event) {
      if (event.event === 'peer' || event.event === 'ready') {
        const [oldest] = names.keys();
        if (names.size >= MOST_NAMES) names.delete(oldest);
        names.set(event.address, event.name);
      }
      print(event.event === 'help' ? event.commands : timed(tell(event, nameOf, explain)));
      if (event.event === 'peerGone') names.delete(event.address);
    },
    listen(onLine, onEnd) {
      // Only here, because a terminal in raw mode turns Ctrl-C into a key.
      const opened = createInterface({
        input: process.stdin,
        output: process.stdout,
        prompt: '> ',
      });
      keyboard = opened;
      print(timed('Type help to see the commands.'));
      opened.on('line', (line) => {
        onLine(line);
        opened.prompt();
      });
      opened.once('SIGINT', onEnd).once('close', onEnd);
      opened.on('SIGTSTP', () => suspend(opened));
    },
    close() {
      const opened = keyboard;
      keyboard = undefined;
      opened?.close();
    },
  };
}

/**
 * Suspends this program on Ctrl+Z, with npm and all others of its process group. Node alone suspends
 * only itself, and then the shell goes on waiting for npm.
 */
function suspend(keyboard: Interface): void {
  process.once('SIGCONT', () => {
    process.stdin.setRawMode(true);
    keyboard.prompt(true);
  });
  process.stdin.setRawMode(false);
  process.kill(0, 'SIGTSTP');
}

/** Returns a text with the time before it. */
function timed(text: string): string {
  return `${styled('dim', new Date().toTimeString().slice(0, 8))}  ${text}`;
}

function tell(
  event: Exclude<ConsoleEvent, { event: 'help' }>,
  nameOf: (address: Address) => string,
  explain: Program['explain'],
): string {
  switch (event.event) {
    case 'status': {
      const { height, tip, coins, peers, pending, hashes } = event;
      const known = peers.map(({ name }) => shortName(name));
      return (
        `The chain ends with block ${height} (${short(tip)}…). ${coins} coins. ` +
        `${hashes.toLocaleString('en')} hashes made, ${pending} payments wait. ` +
        (known.length === 0 ? 'No other user is known.' : `Known users: ${known.join(', ')}.`)
      );
    }
    case 'reach':
      return event.names[0] === 'all'
        ? 'All cables are repaired.'
        : `All cables are cut, except to: ${event.names.join(', ') || 'no one'}.`;
    case 'sorry':
      return event.message;
    case 'explorer':
      return event.url === undefined
        ? `There is no explorer: ${event.problem}.`
        : `The explorer is at ${event.url}.`;
    case 'failed':
      return styled('red', `The user has stopped: ${event.message}`);
    default:
      return tellEvent(event, nameOf, explain);
  }
}
