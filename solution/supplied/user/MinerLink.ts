import type { MessagePort } from 'node:worker_threads';
import { claimJob } from '../../signals';
import { postNumber } from './signalCells';
import type { Signals } from './signalCells';
import type { Block, Job, MinedBlock, Transaction } from '../types';

/** The server thread's end of the channel to the miner thread. */
export class MinerLink {
  #job: Job | undefined;
  #lastNumber = 0;

  /** @param onMined called with a block that finishes the current job; other blocks are ignored */
  constructor(
    private readonly signals: Signals,
    private readonly port: MessagePort,
    onMined: (block: Block) => void,
  ) {
    port.on('message', ({ number, block }: MinedBlock) => {
      if (number !== this.#job?.number) return;
      this.#job = undefined;
      onMined(block);
    });
  }

  /** The current job, or undefined if there is no job. */
  get job(): Job | undefined {
    return this.#job;
  }

  /** Gives the miner a new job. */
  post(parent: Block, data: Transaction, urgent: boolean): void {
    const job = { number: ++this.#lastNumber, parent, data, urgent };
    this.#job = job;
    this.port.postMessage(job);
    postNumber(this.signals, job.number);
  }

  /** Cancels the current job. */
  clear(): void {
    if (this.#job !== undefined) claimJob(this.signals, this.#job.number);
    this.#job = undefined;
  }

  close(): void {
    this.#job = undefined;
    this.port.close();
  }
}
