import { setTimeout as sleep } from 'node:timers/promises';
import { RunningWatch } from '../../harness/parent/sandbox/RunningWatch';
import { NOT_READY, ROLES } from './channel/ThreadOrder';
import type { Role } from './channel/ThreadOrder';
import { WAIT_MS } from './Life';
import type { Life } from './Life';
import type { Outcome, WatchedUser } from './WatchedUser';

/** What a story saw whose user could not be started. */
export interface NotStarted {
  start: Outcome;
  notStarted: true;
}

/** How a thread ends before both threads are ready. */
export interface EarlyDeath {
  who: Role;
  /** The threads that have posted `'ready'`. */
  isReady: readonly Role[];
  order: 'throw' | 'exit';
}

/** How a thread of a running user ends. With `none`, the user is stopped instead. */
export interface LateDeath {
  who: Role;
  order: 'throw' | 'exit' | 'none';
}

/** When to stop a user while the user is starting. */
export type EarlyStop = 'at once' | 'threads run' | 'miner is ready';

/**
 * Starts two users, one after the other. The threads of the first user send words to each other.
 */
export async function started(life: Life) {
  const watched = life.create();
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  await life.turn();
  const { threads } = watched;
  const [server, miner] = watched.started;
  const words = { server: life.newWord(), miner: life.newWord() };
  for (const role of ROLES) watched.send(role, { order: 'send', words: words[role] });
  await life.until(() => [server, miner].every((one) => one === undefined || one.heard.length > 0));
  const other = life.create();
  await other.done('start');
  return {
    started: watched.started.map(({ code, data }) => ({ code, data })),
    threads: {
      server: threads?.server === 0,
      miner: threads?.miner === 1,
      signals: threads?.signals === server?.signals,
    },
    signals: {
      areShared: watched.started.every(({ areShared }) => areShared),
      areTheSame: server?.signals === miner?.signals,
      areNew: other.started.every(({ signals }) => signals !== server?.signals),
    },
    words,
    heard: { server: server?.heard, miner: miner?.heard },
  };
}

/** The first thread posts `'ready'` twice. The second posts other messages, and then `'ready'`. */
export async function ready(life: Life, { first }: { first: Role }) {
  const watched = life.create({
    server: { ready: 'when told' },
    miner: { ready: 'when told' },
  });
  const second = first === 'server' ? 'miner' : 'server';
  const start = watched.call('start');
  if (!(await watched.bothStarted())) {
    return { bothStarted: false, early: start.state, late: start };
  }
  watched.send(first, { order: 'ready' });
  watched.send(first, { order: 'ready' });
  watched.send(second, { order: 'not ready' });
  await life.until(
    () => watched.find(first)?.said === 2 && watched.find(second)?.said === NOT_READY.length,
  );
  await life.turn();
  const early = start.state;
  watched.send(second, { order: 'ready' });
  await life.settled(start);
  return { bothStarted: true, early, late: start };
}

/** Calls `start` twice in one tick. Calls it a third time when the user runs. */
export async function startedTwice(life: Life) {
  const watched = life.create();
  const [first, starting] = [watched.call('start'), watched.call('start')];
  const haveSettled = await life.settled(first, starting);
  await life.turn();
  const before = watched.threads;
  const running = haveSettled ? await watched.done('start') : starting;
  await life.turn();
  const after = watched.threads;
  return {
    first,
    starting,
    running,
    started: watched.started.length,
    undisturbed:
      before !== undefined &&
      after?.server === before.server &&
      after.miner === before.miner &&
      after.signals === before.signals &&
      !after.isStopped &&
      watched.alive.length === watched.started.length,
  };
}

/** Ends a thread while its user is starting. Each case has its own user. */
export function deathsBeforeReady(life: Life, deaths: readonly EarlyDeath[]) {
  return Promise.all(deaths.map((death) => deathBeforeReady(life, death)));
}

async function deathBeforeReady(life: Life, { who, isReady, order }: EarlyDeath) {
  const watched = life.create({
    server: { ready: 'when told' },
    miner: { ready: 'when told' },
  });
  const { unheard } = watched;
  const start = watched.call('start');
  if (!(await watched.bothStarted())) return { start, unheard, left: watched.alive };
  for (const role of isReady) watched.send(role, { order: 'ready' });
  await life.until(() => isReady.every((role) => watched.find(role)?.said === 1));
  watched.send(who, { order });
  await life.settled(start);
  return { start, unheard, left: await leftOf(life, watched, start) };
}

/**
 * Waits a moment for the threads that were running when a call settled.
 *
 * @returns the threads that are still there
 */
async function leftOf(life: Life, watched: WatchedUser, call: Outcome): Promise<string[]> {
  if (call.alive.length > 0) await life.until(() => watched.alive.length === 0, MOMENT_MS);
  return watched.alive;
}

/** Gives a thread data that prevents its start. Each of the two threads has its own user. */
export async function cannotStart(life: Life) {
  const [server, miner] = await Promise.all(
    ROLES.map(async (role) => {
      const watched = life.create({ [role]: { cannotBeSent: true } });
      const start = watched.call('start');
      await life.settled(start);
      return { start, left: await leftOf(life, watched, start) };
    }),
  );
  return { server, miner };
}

/** Ends a thread of a running user. Each case has its own user. */
export function deathsLater(life: Life, deaths: readonly LateDeath[]) {
  return Promise.all(deaths.map((death) => deathLater(life, death)));
}

async function deathLater(life: Life, { who, order }: LateDeath) {
  const watched = life.create();
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const before = watched.failures.length;
  let stop: Outcome | undefined;
  if (order === 'none') stop = await watched.done('stop');
  else watched.send(who, { order });
  if (stop?.state !== 'pending') await hasEnded(life, watched);
  return {
    ...(stop !== undefined && { stop }),
    unheard: watched.unheard,
    failures: watched.failures.slice(before),
    alive: watched.alive,
    running: watched.threads !== undefined,
    events: watched.events,
  };
}

/** Waits until a user has no threads, but at most `WAIT_MS`. */
async function hasEnded(life: Life, watched: WatchedUser): Promise<void> {
  const watch = new RunningWatch();
  await life.until(() => watched.alive.length === 0);
  await life.turn();
  // No event tells when the user clears `this.threads`.
  while (watched.threads !== undefined && watch.ms < WAIT_MS * life.slowness) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    await life.turn();
  }
  watch.stop();
}

/** How long between two looks at `this.threads`, in milliseconds. */
const LOOK_MS = 50;

/** Stops a user. Each thread runs until both threads have been asked to stop. */
export async function askedToStop(life: Life) {
  await demandStop(life);
  const watched = life.create({
    server: { asked: 'ends when told' },
    miner: { asked: 'ends when told', sleeps: true },
  });
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  watched.call('stop');
  await watched.bothAsked();
  await life.turn();
  return { events: [...watched.events] };
}

/** Stops a user. The story orders the threads to end, one after the other. */
export async function waitedFor(life: Life, { last }: { last: Role }) {
  await demandStop(life);
  const watched = life.create({
    server: { asked: 'ends when told' },
    miner: { asked: 'ends when told' },
  });
  const first = last === 'server' ? 'miner' : 'server';
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const stop = watched.call('stop');
  await watched.bothAsked();
  await life.turn();
  for (const role of [first, last] as const) {
    watched.send(role, { order: 'end' });
    await watched.happened(`${role} exited`);
    await life.turn();
  }
  await life.settled(stop);
  await life.turn();
  return {
    start,
    stop,
    running: watched.threads !== undefined,
    events: [...watched.events],
  };
}

/**
 * Stops four users. The threads of the first user end by themselves. The second and the third have
 * one thread that does not end, and the last has two.
 */
export async function forced(life: Life) {
  await demandStop(life);
  const behaviours = [
    {},
    { server: { asked: 'goes on' } },
    { miner: { asked: 'goes on' } },
    { server: { asked: 'goes on' }, miner: { asked: 'goes on' } },
  ] as const;
  const stages = behaviours.map((behaviour) => life.create(behaviour));
  const starts = await Promise.all(stages.map((watched) => watched.done('start')));
  const failed = starts.find(({ state }) => state !== 'resolved');
  if (failed !== undefined) return notStarted(failed);
  const [willing, server, miner, both] = await Promise.all(
    stages.map((stage, i) => stopByForce(life, stage, i === stages.length - 1)),
  );
  return { willing, stubborn: { server, miner }, both };
}

/** Calls `stop`. Threads that `stop` terminates exit only after a delay. */
async function stopByForce(life: Life, watched: WatchedUser, again = false) {
  watched.holdTerminated();
  const stop = watched.call('stop');
  // A second call does not give the threads more time.
  if (again) {
    await sleep(AGAIN_MS);
    watched.call('stop');
  }
  const hasSettled = (): boolean => stop.state !== 'pending';
  const isForced = (): boolean => watched.events.some((event) => event.endsWith('terminated'));
  await life.until(() => hasSettled() || isForced(), FORCED_MS);
  if (isForced()) {
    await life.until(hasSettled, HELD_MS);
    watched.releaseTerminated();
    await life.settled(stop);
  }
  return {
    stop,
    terminated: {
      server: watched.between('stop called', 'server terminated'),
      miner: watched.between('stop called', 'miner terminated'),
    },
    isLate: {
      server: watched.isLate('server terminated', 'stop'),
      miner: watched.isLate('miner terminated', 'stop'),
    },
    idle: watched.between(`${watched.lastToExit} exited`, 'stop resolved'),
    isIdle: watched.isLate('stop resolved', 'last exit'),
  };
}

/** When `stop` is called for the second time, in milliseconds after the first time. */
const AGAIN_MS = 500;

/**
 * How long to wait until a thread that is asked to stop posts `'ready'`, and until a thread that was
 * left ends after all, in milliseconds.
 */
const MOMENT_MS = 500;

/**
 * How long to wait for a termination, in milliseconds. `stop` terminates a thread after one second.
 */
const FORCED_MS = 2000;

/**
 * How long a terminated thread continues to run, in milliseconds. If `stop` settles in this time,
 * it settles too early.
 */
const HELD_MS = 200;

/** Calls `stop` before the threads are ready. Each moment has its own user. */
export async function stoppedEarly(life: Life, moments: readonly EarlyStop[]) {
  await demandStop(life);
  return Promise.all(moments.map((when) => stopEarly(life, when)));
}

async function stopEarly(life: Life, when: EarlyStop) {
  const watched = life.create({
    server: { ready: 'when told', asked: 'says ready, ends when told' },
    miner: { ready: 'when told', asked: 'ends when told' },
  });
  const start = watched.call('start');
  if (when !== 'at once') await watched.bothStarted();
  if (when === 'miner is ready') {
    watched.send('miner', { order: 'ready' });
    await life.until(() => watched.find('miner')?.said === 1);
  }
  const stop = watched.call('stop');
  await life.until(() => watched.find('server')?.isReady === true, MOMENT_MS);
  await life.turn();
  for (const role of ROLES) watched.send(role, { order: 'end' });
  await life.settled(start, stop);
  await life.turn();
  return { start, stop, alive: watched.alive, running: watched.threads !== undefined };
}

/** Calls `stop` twice in one tick. */
export async function stoppedTwice(life: Life) {
  await demandStop(life);
  const watched = life.create();
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const stops = [watched.call('stop'), watched.call('stop')];
  await life.settled(...stops);
  return { start, stops, alive: watched.alive };
}

/**
 * Calls `stop` and `start` of one user several times. The story removes nothing between the
 * calls.
 */
export async function startedAgain(life: Life) {
  await demandStop(life);
  // The threads must end at different times. Otherwise a `stop` that waits for only one thread
  // leaves no timer.
  const watched = life.create({ server: { asked: 'ends later' } });
  let last: Outcome | undefined;
  /**
   * Makes a call if the previous call has settled. If a call does not settle, later calls would not
   * settle either.
   */
  const next = async (name: 'start' | 'stop'): Promise<Outcome> =>
    (last = last?.state === 'pending' ? last : await watched.done(name));
  const stopBefore = await next('stop');
  const start = await next('start');
  if (stopBefore.state !== 'pending' && start.state !== 'resolved') return notStarted(start);
  const stop = await next('stop');
  await life.turn();
  const { timers } = life;
  const stopAfter = await next('stop');
  const startAgain = await next('start');
  const stopAgain = await next('stop');
  const calls = { stopBefore, start, stop, stopAfter, startAgain, stopAgain };
  const { alive } = watched;
  // If the last call has not settled, something is left in any case.
  const isLeft = stopAgain.state !== 'pending' && !(await life.leave());
  return { calls, timers, started: watched.started.length, alive, isLeft };
}

/** Ends the life with NotImplemented if `stop` is a stub. */
async function demandStop(life: Life): Promise<void> {
  life.create().call('stop');
  await life.turn();
}

function notStarted(start: Outcome): NotStarted {
  return { start, notStarted: true };
}
