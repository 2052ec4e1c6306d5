import { formatCoins } from '../chain/coins';
import type { Program } from './Program';
import { shortName, styled } from './render';
import type { UserEvent } from '../user/UserEvent';

/** The most separate lines kept until somebody reads them. */
const MAX_LINES = 10;

/** What has happened since the menu was last shown. */
export class News {
  readonly #coins = new Map<string, number>();
  #lines: string[] = [];
  #leftOut = 0;

  /** Notes what a user tells. */
  event(name: string, event: UserEvent, program: Program): void {
    const who = shortName(name);
    switch (event.event) {
      case 'coin':
        this.#coins.set(name, (this.#coins.get(name) ?? 0) + 1);
        break;
      case 'error':
        this.#add(styled('red', `${who}'s server went wrong: ${program.explain(event)}`));
        break;
      case 'refused':
        if (event.what === 'our own block') {
          this.#add(styled('red', `${who} mined a block that is not valid: ${event.code}.`));
        }
        break;
      case 'reorganised':
        this.#add(
          `${who} changed to a branch with more work: ${event.undone} of its blocks made way.`,
        );
        break;
      case 'payment': {
        const coins = formatCoins(event.amount);
        if (event.state === 'returned') {
          this.#add(`${who}'s payment of ${coins} coins was undone, and is sent again.`);
        } else if (event.state === 'unfundable') {
          this.#add(
            `${who}'s payment of ${coins} coins was undone, and its coins do not exist now.`,
          );
        }
      }
    }
  }

  /** Notes that a user has died. */
  failed(name: string, why: string): void {
    this.#add(styled('red', `${shortName(name)} has stopped: ${why}`));
  }

  /** What there is to tell, once. */
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
