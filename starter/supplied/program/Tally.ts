import type { Code } from '../Refusal';
import type { UserEvent } from '../user/UserEvent';

/** Counts what the users of this process have done. All counts come from their events. */
export class Tally {
  /** Users that became ready. */
  users = 0;
  /** Blocks of our miners that were accepted: coins. */
  coins = 0;
  /** Blocks of our miners that were accepted: payments. */
  minted = 0;
  /** Blocks of our miners that our own servers refused. */
  ownRefused = 0;
  /** Blocks of other users that were accepted. */
  blocks = 0;
  /** Blocks that were fetched, and how many times blocks were fetched. */
  fetched = { blocks: 0, times: 0 };
  /** Changes to another branch, with the undone blocks. */
  reorganised = { times: 0, undone: 0 };
  /** Payments that our users have made. */
  payments = 0;
  /** Messages of others that were refused, by code. */
  readonly refused = new Map<Code, number>();
  readonly #payments = new Set<string>();

  hear(event: UserEvent): void {
    switch (event.event) {
      case 'ready':
        this.users++;
        break;
      case 'coin':
        this.coins++;
        break;
      case 'minted':
        this.minted++;
        break;
      case 'block':
        this.blocks++;
        break;
      case 'caughtUp':
        this.fetched.blocks += event.blocks;
        this.fetched.times++;
        break;
      case 'reorganised':
        this.reorganised.times++;
        this.reorganised.undone += event.undone;
        break;
      case 'payment':
        this.#payments.add(event.id);
        this.payments = this.#payments.size;
        break;
      case 'refused':
        if (event.own) this.ownRefused++;
        else if (event.by === 'us') {
          this.refused.set(event.code, (this.refused.get(event.code) ?? 0) + 1);
        }
    }
  }
}
