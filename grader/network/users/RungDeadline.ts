import type { Sandbox } from '../../harness/parent/sandbox/Sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { Changes } from '../../harness/parent/Changes';
import { GraderError } from '../../harness/parent/sandbox/GraderError';
import { Conversation } from './Conversation';
import { SandboxedUser } from './SandboxedUser';

/** How long a rung may take on an idle machine once its processes are up, in milliseconds. */
const RUNG_MS = 10_000;
/** How long on the slowest machine. Shorter than the interval of gossip that counts as rare. */
const MAX_RUNG_MS = 50_000;
/** The most that a process takes to come up on an idle machine, in milliseconds. */
const UP_MS = 80;
/** A process that takes longer than this never comes up. That is not the student's fault. */
const MAX_UP_MS = 30_000;
/** How often to check whether processes are up, in milliseconds. */
const CHECK_MS = 10;

/**
 * The time limit of a rung. Ten seconds are many times what a rung takes on an idle machine. On a
 * busy one, the limit grows with the time that a process takes to come up. None of the student's code
 * runs before that.
 */
export class RungDeadline {
  #startedAt = performance.now();
  #limitMs = MAX_RUNG_MS;

  /** @param sandbox where `bundleNetwork` has put the code */
  constructor(private readonly sandbox: Sandbox) {}

  /**
   * Waits until processes that were just started are up. Then the time begins to count.
   *
   * @throws GraderError if they do not come up
   */
  async start(processes: readonly SandboxedUser[]): Promise<void> {
    const slowness = await waitUntilUp(processes);
    this.#startedAt = performance.now();
    this.#limitMs = Math.min(MAX_RUNG_MS, RUNG_MS * slowness);
  }

  /** How much time is left, in milliseconds, at least 0. */
  get leftMs(): number {
    return Math.max(0, this.#startedAt + this.#limitMs - performance.now());
  }

  /** How much time has passed, in whole seconds. */
  get seconds(): number {
    return Math.round((performance.now() - this.#startedAt) / 1000);
  }

  /**
   * Measures again how slow the machine is, and sets the limit anew. Call it when no time is left.
   *
   * @returns true if there is time left now
   */
  async extendIfSlow(): Promise<boolean> {
    const probe = new SandboxedUser(this.sandbox, {
      conversation: new Conversation(),
      changes: new Changes(),
      nameOf: String,
    });
    try {
      this.#limitMs = Math.min(MAX_RUNG_MS, RUNG_MS * (await waitUntilUp([probe])));
    } finally {
      probe.kill();
      await probe.ended();
    }
    return this.leftMs > 0;
  }
}

/**
 * Waits until processes are up.
 *
 * @returns how many times longer that took than on an idle machine, at least 1
 * @throws GraderError if they do not come up
 */
async function waitUntilUp(processes: readonly SandboxedUser[]): Promise<number> {
  const begin = Math.min(...processes.map(({ startedAt }) => startedAt));
  const isUp = ({ lines }: SandboxedUser): boolean => lines.some(({ event }) => event === 'up');
  while (!processes.every(isUp)) {
    const ended = processes.find(({ end }) => end !== undefined);
    if (ended || performance.now() - begin > MAX_UP_MS) {
      const why = ended ? `${ended.end}\n${ended.printed}` : 'it took too long';
      throw new GraderError(`a user's process did not come up: ${why}`);
    }
    await sleep(CHECK_MS);
  }
  return Math.max(1, (performance.now() - begin) / (UP_MS * (1 + processes.length)));
}
