import type { Sandbox } from '../../harness/parent/sandbox/Sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { Changes } from '../../harness/parent/Changes';
import { GraderError } from '../../harness/parent/sandbox/GraderError';
import { Conversation } from './Conversation';
import { SandboxedUser } from './SandboxedUser';

/**
 * The time limit of a rung on an idle machine, in milliseconds. The time counts from the moment
 * when the processes are up.
 */
const RUNG_MS = 10_000;
/**
 * The time limit on the slowest machine, in milliseconds. The limit must be shorter than the
 * interval of rare gossip.
 */
const MAX_RUNG_MS = 50_000;
/** The maximum time that a process takes to come up on an idle machine, in milliseconds. */
const UP_MS = 80;
/**
 * How long the grader waits for a process to come up, in milliseconds. The student is not to blame
 * for a longer delay.
 */
const MAX_UP_MS = 30_000;
/** How often to check whether the processes are up, in milliseconds. */
const CHECK_MS = 10;

/**
 * The time limit of a rung. A rung takes much less than ten seconds on an idle machine. On a busy
 * machine, the limit grows with the time that a process takes to come up. The student's code does
 * not run during that time.
 */
export class RungDeadline {
  #startedAt = performance.now();
  #limitMs = MAX_RUNG_MS;

  /** @param sandbox the sandbox with the code that `bundleNetwork` has written */
  constructor(private readonly sandbox: Sandbox) {}

  /**
   * Waits until new processes are up. Then the time begins to count.
   *
   * @throws GraderError if a process does not come up
   */
  async start(processes: readonly SandboxedUser[]): Promise<void> {
    const slowness = await waitUntilUp(processes);
    this.#startedAt = performance.now();
    this.#limitMs = Math.min(MAX_RUNG_MS, RUNG_MS * slowness);
  }

  /** The remaining time in milliseconds, at least 0. */
  get leftMs(): number {
    return Math.max(0, this.#startedAt + this.#limitMs - performance.now());
  }

  /** The time that has passed, in whole seconds. */
  get seconds(): number {
    return Math.round((performance.now() - this.#startedAt) / 1000);
  }

  /**
   * Measures again how slow the machine is, and sets a new limit. Call this method when no time is
   * left.
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
 * @returns the waiting time divided by the waiting time on an idle machine, at least 1
 * @throws GraderError if a process does not come up
 */
async function waitUntilUp(processes: readonly SandboxedUser[]): Promise<number> {
  const begin = Math.min(...processes.map(({ startedAt }) => startedAt));
  const isUp = ({ lines }: SandboxedUser): boolean => lines.some(({ event }) => event === 'up');
  while (!processes.every(isUp)) {
    const ended = processes.find(({ end }) => end !== undefined);
    if (ended || performance.now() - begin > MAX_UP_MS) {
      const why = ended ? `${ended.end}\n${ended.printed}` : 'the start took too long';
      throw new GraderError(`the process of a user did not start: ${why}`);
    }
    await sleep(CHECK_MS);
  }
  return Math.max(1, (performance.now() - begin) / (UP_MS * (1 + processes.length)));
}
