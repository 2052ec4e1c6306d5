import type { Sandbox } from '../harness/parent/sandbox/Sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraderError } from '../harness/parent/sandbox/GraderError';
import { Conversation } from './Conversation';
import { UserProcess } from './UserProcess';

/** How long a rung may take once its processes are up, in milliseconds. */
const RUNG_MS = 10_000;
/** How long on the slowest machine: less than what is said to be seldom in a rung. */
const MOST_MS = 50_000;
/** What a process takes to come up on an idle machine, or less, in milliseconds. */
const UP_MS = 80;
/** A process that is not up by then will never be; it is not the student's fault. */
const UP_WITHIN_MS = 30_000;
/** How often to look whether processes are up, in milliseconds. */
const LOOK_MS = 10;

/**
 * When a rung must be over. Ten seconds are many times what it takes, but a machine may have others
 * to serve: how long a process takes to come up, before any code of the student's runs, shows that.
 */
export class Deadline {
  #begin = performance.now();
  #limitMs = MOST_MS;

  /** @param sandbox where `bundleNetwork` has put the code */
  constructor(private readonly sandbox: Sandbox) {}

  /**
   * Waits until processes that were just started are up, and begins to count.
   *
   * @throws GraderError if it takes too long
   */
  async start(processes: readonly UserProcess[]): Promise<void> {
    const slowness = await comeUp(processes);
    this.#begin = performance.now();
    this.#limitMs = Math.min(MOST_MS, RUNG_MS * slowness);
  }

  /** How much time is left, in milliseconds; none if it is over. */
  get leftMs(): number {
    return Math.max(0, this.#begin + this.#limitMs - performance.now());
  }

  /** How much is over, in whole seconds. */
  get seconds(): number {
    return Math.round((performance.now() - this.#begin) / 1000);
  }

  /** Looks, once the time is over, whether the machine is to blame; if so, there is more of it. */
  async prolong(): Promise<boolean> {
    const surroundings = {
      conversation: new Conversation(),
      nameOf: String,
      changed: () => undefined,
    };
    const probe = new UserProcess(this.sandbox, surroundings);
    try {
      this.#limitMs = Math.min(MOST_MS, RUNG_MS * (await comeUp([probe])));
    } finally {
      probe.kill();
      await probe.gone();
    }
    return this.leftMs > 0;
  }
}

/**
 * Waits until processes are up.
 *
 * @returns how many times as long as on an idle machine that took, at least 1
 * @throws GraderError if it takes too long
 */
async function comeUp(processes: readonly UserProcess[]): Promise<number> {
  const begin = Math.min(...processes.map(({ startedAt }) => startedAt));
  const isUp = ({ lines }: UserProcess): boolean => lines.some(({ event }) => event === 'up');
  while (!processes.every(isUp)) {
    const ended = processes.find(({ end }) => end !== undefined);
    if (ended || performance.now() - begin > UP_WITHIN_MS) {
      const why = ended ? `${ended.end}\n${ended.printed}` : 'it took too long';
      throw new GraderError(`a user's process did not come up: ${why}`);
    }
    await sleep(LOOK_MS);
  }
  return Math.max(1, (performance.now() - begin) / (UP_MS * (1 + processes.length)));
}
