import { formatCoins } from '../chain/coins';
import { counted } from './counted';
import type { Program } from './Program';
import { shortName, styled } from './render';
import type { UserEvent } from '../user/UserEvent';

/** The maximum number of lines that wait until the menu prints them. */
const MAX_LINES = 10;

/** The maximum number of urgent lines that are remembered. */
const MAX_TOLD = 100;

/** The events after the menu was last shown, as lines for people. */
export class News {
  readonly #coins = new Map<string, number>();
  readonly #told = new Set<string>();
  #lines: string[] = [];
  #leftOut = 0;

  /** @param tellNow prints a line that must not wait */
  constructor(private readonly tellNow: (line: string) => void) {}

  /** Keeps a line about an event, if the event is of interest to people. */
  event(name: string, event: UserEvent, program: Program): void {
    const who = shortName(name);
    switch (event.event) {
      case 'coin':
        this.#coins.set(name, (this.#coins.get(name) ?? 0) + 1);
        break;
      case 'error':
        this.urgent(`${who}'s server had an error: ${program.explain(event)}`);
        break;
      case 'refused':
        if (event.own) {
          this.urgent(`${who} mined an invalid block: ${event.code}.`);
        }
        break;
      case 'reorganised':
        this.#add(
          `${who} changed to a branch with more work, and undid ${counted(event.undone, 'block')} of its own.`,
        );
        break;
      case 'payment': {
        const coins = formatCoins(event.amount);
        if (event.state === 'returned') {
          this.#add(`${who}'s payment of ${coins} coins was undone. It is sent again.`);
        } else if (event.state === 'unfundable') {
          this.#add(`${who}'s payment of ${coins} coins was undone: these coins no longer exist.`);
        } else if (event.wasRefused) {
          this.#add(`${who}'s payment of ${coins} coins was refused, but is on the chain now.`);
        }
      }
    }
  }

  /** Prints a line about a dead or stuck part immediately. Prints equal lines only once. */
  urgent(line: string): void {
    if (this.#told.has(line)) return;
    const [oldest] = this.#told;
    if (this.#told.size >= MAX_TOLD) this.#told.delete(oldest);
    this.#told.add(line);
    this.tellNow(styled('red', line));
  }

  /** Returns the lines and forgets them. */
  take(): string[] {
    const lines = this.#lines.length > 0 || this.#coins.size > 0 ? ['', ...this.#lines] : [];
    if (this.#leftOut > 0) lines.push(`(and ${this.#leftOut} more)`);
    if (this.#coins.size > 0) {
      const mined = [...this.#coins].map(([name, coins]) => `${shortName(name)} ${coins}`);
      lines.push(`Coins mined meanwhile: ${mined.join(', ')}`);
    }
    this.#lines = [];
    this.#leftOut = 0;
    this.#coins.clear();
    return lines;
  }

  #add(line: string): void {
    if (this.#lines.includes(line)) return;
    if (this.#lines.length < MAX_LINES) this.#lines.push(line);
    else this.#leftOut++;
  }
}
