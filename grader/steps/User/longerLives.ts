import type { LateDeath } from './stories';
import type { Life } from './Life';
import type { Behaviours } from './channel/LifeOrder';
import type { Role } from './channel/ThreadOrder';
import { ROLES } from './channel/ThreadOrder';
import type { Outcome, WatchedUser } from './WatchedUser';

/** A sentence that a life breaks, in words. */
export interface Broken {
  sentence: number;
  of: 'start' | 'stop';
  tried: string;
  expected: string;
  got: string;
}

type LongLife = (life: Life) => Promise<Broken | undefined>;

/**
 * How long to wait for an event, in milliseconds. Many threads start at the same time, so this is
 * longer than in the examples.
 */
const PATIENCE_MS = 4500;

/** Collects what happens to a user, line by line, and ends with the first broken sentence. */
class Told {
  private readonly lines: string[] = [];

  constructor(
    readonly life: Life,
    readonly watched: WatchedUser,
  ) {}

  line(text: string): void {
    this.lines.push(`${this.lines.length + 1}. ${text}`);
  }

  /** @throws Broken if the condition is false */
  must(
    holds: boolean,
    sentence: number,
    of: 'start' | 'stop',
    expected: string,
    got: string,
  ): void {
    if (holds) return;
    const broken: Broken = { sentence, of, tried: this.lines.join('\n'), expected, got };
    // A life ends with its first broken sentence. No stack is needed.
    // oxlint-disable-next-line no-throw-literal
    throw broken;
  }

  /** Waits until a condition is true. */
  until(holds: () => boolean): Promise<boolean> {
    return this.life.until(holds, PATIENCE_MS);
  }

  /** Waits until these calls have settled. */
  settled(...outcomes: readonly Outcome[]): Promise<boolean> {
    return this.until(() => outcomes.every(({ state }) => state !== 'pending'));
  }

  /** Starts the user, whose threads are ready at once. */
  async start(sentence = 13): Promise<void> {
    this.line('start(); both threads post ready');
    const start = await this.done('start');
    this.must(start.state === 'resolved', sentence, 'start', 'start() resolves', shown(start));
    this.must(start.running, 3, 'start', 'this.threads is set', 'it is undefined');
  }

  /** Stops the user, whose threads end when they are asked. */
  async stop(sentence = 9): Promise<void> {
    this.line('stop(); both threads end');
    const stop = await this.done('stop');
    this.must(stop.state === 'resolved', sentence, 'stop', 'stop() resolves', shown(stop));
    this.mustHaveEnded(stop, 'stop');
  }

  private async done(name: 'start' | 'stop'): Promise<Outcome> {
    const outcome = this.watched.call(name);
    await this.settled(outcome);
    return outcome;
  }

  mustHaveEnded({ alive, running }: Outcome, of: 'start' | 'stop'): void {
    const sentence = of === 'start' ? 6 : 9;
    this.must(
      alive.length === 0,
      sentence,
      of,
      'both threads have exited',
      `${alive.join(' and ')} still run`,
    );
    this.must(!running, sentence, of, 'this.threads is undefined', 'it is set');
  }
}

function shown({ state, error }: Outcome): string {
  if (state === 'pending') return 'it goes on waiting';
  return error === undefined ? `it ${state}` : `it rejects with ${error.message}`;
}

/** Makes a life from a story about one user. */
function lifeOf(behaviours: Behaviours, story: (told: Told) => Promise<void>): LongLife {
  return async (life) => {
    try {
      await story(new Told(life, life.create(behaviours)));
      return undefined;
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'sentence' in error)
        return error as Broken;
      throw error;
    }
  };
}

/** A user that is started and stopped again and again. Each start has new threads and signals. */
const againAndAgain = lifeOf({ server: { asked: 'ends later' } }, async (told) => {
  const { watched } = told;
  for (let times = 1; times <= 2; times++) {
    await told.start();
    const { length } = watched.started;
    told.must(length === 2 * times, 1, 'start', `${2 * times} threads started in all`, `${length}`);
    const signals = new Set(watched.started.map((thread) => thread.signals));
    told.must(
      signals.size === times,
      2,
      'start',
      'new signals at each start',
      'those of an earlier start',
    );
    await told.stop();
  }
  told.must(
    watched.failures.length === 0,
    7,
    'start',
    'failed is not called: all ends were asked for',
    `failed is told ${watched.failures[0]?.message}`,
  );
});

/** A thread dies before both are ready. Afterwards the user starts as if nothing had been. */
function afterFailedStart(who: Role, order: 'throw' | 'exit'): LongLife {
  const told = { server: { ready: 'when told' }, miner: { ready: 'when told' } } as const;
  return lifeOf(told, async (story) => {
    const { watched } = story;
    story.line(
      `start(); before both are ready, the ${who} ${order === 'throw' ? 'dies of an error' : 'just ends'}`,
    );
    const failing = watched.call('start');
    await story.until(() => watched.started.length >= 2);
    watched.sendNewest(who, { order });
    await story.settled(failing);
    story.must(failing.state === 'rejected', 6, 'start', 'start() rejects', shown(failing));
    story.mustHaveEnded(failing, 'start');
    story.line('start(); both threads post ready');
    const start = watched.call('start');
    await story.until(() => watched.started.length >= 4);
    for (const role of ROLES) watched.sendNewest(role, { order: 'ready' });
    await story.settled(start);
    story.must(start.state === 'resolved', 13, 'start', 'start() resolves', shown(start));
    const { failures } = watched;
    story.must(
      failures.length === 0,
      7,
      'start',
      'failed is not called: start has told of it',
      `failed is told ${failures[0]?.message}`,
    );
    await story.stop();
  });
}

/** A thread of a running user dies, twice. Each time failed is told once, and a start follows. */
function diesLaterTwice({ who, order }: LateDeath): LongLife {
  return lifeOf({}, async (story) => {
    const { watched, life } = story;
    for (let times = 1; times <= 2; times++) {
      await story.start();
      story.line(`the ${who} ${order === 'throw' ? 'dies of an error' : 'just ends'}`);
      if (order !== 'none') watched.sendNewest(who, { order });
      await story.until(() => watched.alive.length === 0 && watched.failures.length >= times);
      await life.turn();
      const { failures, alive } = watched;
      story.must(
        failures.length === times,
        7,
        'start',
        'failed is called once',
        `${failures.length - times + 1} times`,
      );
      story.must(
        alive.length === 0,
        7,
        'start',
        'the other thread is stopped',
        `the ${alive[0]} runs on`,
      );
      // As long as the stop is not over, stop() is the way to wait for it.
      await story.stop();
    }
  });
}

/** A second stop while the first one waits for a thread. */
const secondStop = lifeOf(
  { server: { asked: 'ends when told' }, miner: { asked: 'ends when told' } },
  async (story) => {
    const { watched, life } = story;
    await story.start(4);
    story.line('stop(), and while it waits, stop() once more');
    const first = watched.call('stop');
    await story.until(
      () => watched.events.filter((event) => event.endsWith('asked to stop')).length === 2,
    );
    const second = watched.call('stop');
    await life.turn();
    for (const stop of [first, second]) {
      story.must(
        stop.state === 'pending',
        12,
        'stop',
        'both calls wait for the threads',
        shown(stop),
      );
    }
    story.line('the miner ends, and then the server');
    watched.sendNewest('miner', { order: 'end' });
    await story.until(() => watched.events.includes('miner exited'));
    await life.turn();
    story.must(
      second.state === 'pending',
      12,
      'stop',
      'the second call waits for the server',
      shown(second),
    );
    watched.sendNewest('server', { order: 'end' });
    await story.settled(first, second);
    for (const stop of [first, second]) {
      story.must(stop.state === 'resolved', 12, 'stop', 'both calls resolve', shown(stop));
      story.mustHaveEnded(stop, 'stop');
    }
    const { failures } = watched;
    story.must(
      failures.length === 0,
      7,
      'stop',
      'failed is not called',
      `failed is told ${failures[0]?.message}`,
    );
  },
);

/** A start too many while the first one waits. Then the first one goes on as if alone. */
const startTooMany = lifeOf({ miner: { ready: 'when told' } }, async (story) => {
  const { watched } = story;
  story.line('start(); the miner is not ready yet');
  const first = watched.call('start');
  await story.until(() => watched.started.length === 2);
  story.line('start(), once more');
  const second = watched.call('start');
  await story.settled(second);
  story.must(second.state === 'rejected', 5, 'start', 'the second start() rejects', shown(second));
  story.must(
    first.state === 'pending',
    5,
    'start',
    'the first start() goes on waiting',
    shown(first),
  );
  story.line('the miner posts ready');
  watched.sendNewest('miner', { order: 'ready' });
  await story.settled(first);
  story.must(first.state === 'resolved', 5, 'start', 'the first start() resolves', shown(first));
  const { length } = watched.started;
  story.must(length === 2, 5, 'start', 'two threads in all', `${length} threads`);
  await story.stop();
});

/** All lives. They do not disturb each other. */
export const longerLives: readonly LongLife[] = [
  againAndAgain,
  afterFailedStart('server', 'throw'),
  afterFailedStart('miner', 'exit'),
  diesLaterTwice({ who: 'miner', order: 'throw' }),
  diesLaterTwice({ who: 'server', order: 'exit' }),
  secondStop,
  startTooMany,
];
