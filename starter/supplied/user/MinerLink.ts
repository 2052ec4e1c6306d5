import type { MessagePort } from 'node:worker_threads';
import { claimJob } from '../../signals';
import { postNumber } from './Signals';
import type { Signals } from './Signals';
import type { Block, Job, MinedBlock, Transaction } from '../types';

/** The server thread's end of the line to the miner thread. */
export class MinerLink {
  #job: Job | undefined;
  #lastNumber = 0;

  /** @param onMined told of a block that finishes the present job; a stale one is dropped */
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

  /** What is to be minted at present, and on top of what. */
  get job(): Job | undefined {
    return this.#job;
  }

  /** Gives the miner something new to do. */
  post(parent: Block, data: Transaction, urgent: boolean): void {
    const job = { number: ++this.#lastNumber, parent, data, urgent };
    this.#job = job;
    this.port.postMessage(job);
    postNumber(this.signals, job.number);
  }

  /** Calls off whatever the miner does. */
  clear(): void {
    if (this.#job !== undefined) claimJob(this.signals, this.#job.number);
    this.#job = undefined;
  }

  close(): void {
    this.#job = undefined;
    this.port.close();
  }
}
