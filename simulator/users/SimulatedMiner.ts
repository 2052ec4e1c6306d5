import { EventEmitter } from 'node:events';
import type { Job, MinedBlock } from '../../solution/supplied/types';

/** The server's port to a miner that is only a place to keep the newest job. */
export class SimulatedMiner extends EventEmitter<{ message: [MinedBlock] }> {
  /** The newest job, and when the miner began with it. */
  newest: { job: Job; begunAt: number } | undefined;

  /** @param now the user's clock, in milliseconds since 1970 */
  constructor(private readonly now: () => number) {
    super();
  }

  postMessage(job: Job): void {
    this.newest = { job, begunAt: this.now() };
  }

  /** Hands a block in. */
  handIn(mined: MinedBlock): void {
    this.newest = undefined;
    this.emit('message', mined);
  }

  close(): void {
    this.newest = undefined;
    this.removeAllListeners();
  }
}
