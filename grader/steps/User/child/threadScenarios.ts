import type * as UserStep from '../../../../solution/User';
import { isStopped } from '../../../../solution/supplied/user/signalCells';
import { NOT_READY } from './scriptedThread';
import type { Role } from './scriptedThread';
import { describe, settled, WatchedUser, throwIfUnwritten, turns, until } from './WatchedUser';
import type { Described, Outcome } from './WatchedUser';

type Submission = typeof UserStep;

/** The result of a scenario whose user could not be started. */
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

const ROLES = ['server', 'miner'] as const;

/**
 * Starts two users, one after the other. The threads of the first user send words to each other.
 */
export async function started(submission: Submission) {
  const watched = new WatchedUser(submission);
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const { threads } = watched.user;
  const [server, miner] = watched.started;
  for (const role of ROLES) watched.send(role, { order: 'send', words: `hello from the ${role}` });
  await until(() => [server, miner].every((one) => one === undefined || one.heard.length > 0));
  const other = new WatchedUser(submission);
  await other.done('start');
  return {
    started: watched.started.map(({ code, data }) => ({ code, data })),
    threads: {
      server: threads?.server === server?.worker,
      miner: threads?.miner === miner?.worker,
      signals: threads?.signals === server?.signals,
    },
    signals: {
      areShared: watched.started.every(
        ({ signals }) =>
          signals instanceof Int32Array && signals.buffer instanceof SharedArrayBuffer,
      ),
      areTheSame: server?.signals === miner?.signals,
      areNew: other.started.every(({ signals }) => signals !== server?.signals),
    },
    heard: { server: server?.heard, miner: miner?.heard },
  };
}

/** The first thread posts `'ready'` twice. The second posts other messages, and then `'ready'`. */
export async function ready(submission: Submission, { first }: { first: Role }) {
  const watched = new WatchedUser(submission, {
    server: { ready: 'when told' },
    miner: { ready: 'when told' },
  });
  const second = first === 'server' ? 'miner' : 'server';
  const start = watched.call('start');
  if (!(await watched.bothStarted())) {
    return { bothStarted: false, early: start.state, late: start.state };
  }
  watched.send(first, { order: 'ready' });
  watched.send(first, { order: 'ready' });
  watched.send(second, { order: 'not ready' });
  await until(
    () =>
      watched.find(first)?.said.length === 2 &&
      watched.find(second)?.said.length === NOT_READY.length,
  );
  await turns();
  const early = start.state;
  watched.send(second, { order: 'ready' });
  await settled(start);
  return { bothStarted: true, early, late: start.state };
}

/** Calls `start` twice in one tick. Calls it a third time when the user runs. */
export async function startedTwice(submission: Submission) {
  const watched = new WatchedUser(submission);
  const [first, starting] = [watched.call('start'), watched.call('start')];
  const haveSettled = await settled(first, starting);
  const before = watched.user.threads;
  const running = haveSettled ? await watched.done('start') : starting;
  await turns();
  const after = watched.user.threads;
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
      !isStopped(before.signals) &&
      watched.alive.length === watched.started.length,
  };
}

/** Ends a thread while its user is starting. Each case has its own user. */
export function deathsBeforeReady(submission: Submission, deaths: readonly EarlyDeath[]) {
  return Promise.all(deaths.map((death) => deathBeforeReady(submission, death)));
}

async function deathBeforeReady(submission: Submission, { who, isReady, order }: EarlyDeath) {
  const watched = new WatchedUser(submission, {
    server: { ready: 'when told' },
    miner: { ready: 'when told' },
  });
  const { unheard } = watched;
  const start = watched.call('start');
  if (!(await watched.bothStarted())) return { start, unheard };
  for (const role of isReady) watched.send(role, { order: 'ready' });
  await until(() => isReady.every((role) => watched.find(role)?.said.length === 1));
  watched.send(who, { order });
  await settled(start);
  return { start, unheard };
}

/** Gives a thread data that prevents its start. Each of the two threads has its own user. */
export async function cannotStart(submission: Submission) {
  const starts = ROLES.map((role) => {
    const watched = new WatchedUser(submission, { [role]: { cannotBeSent: () => undefined } });
    return watched.call('start');
  });
  await settled(...starts);
  const [server, miner] = starts;
  return { server, miner };
}

/** Ends a thread of a running user. Each case has its own user. */
export function deathsLater(submission: Submission, deaths: readonly LateDeath[]) {
  return Promise.all(deaths.map((death) => deathLater(submission, death)));
}

async function deathLater(submission: Submission, { who, order }: LateDeath) {
  const watched = new WatchedUser(submission);
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const failures: Described[] = [];
  watched.user.on('failed', (error) => failures.push(describe(error)));
  let stop: Outcome | undefined;
  if (order === 'none') stop = await watched.done('stop');
  else watched.send(who, { order });
  if (stop?.state !== 'pending') {
    await until(() => watched.alive.length === 0 && watched.user.threads === undefined);
    await turns();
  }
  return {
    ...(stop !== undefined && { stop }),
    unheard: watched.unheard,
    failures,
    alive: watched.alive,
    running: watched.user.threads !== undefined,
    events: watched.events,
  };
}

/** Stops a user. Each thread runs until both threads have been asked to stop. */
export async function askedToStop(submission: Submission) {
  await demandStop(submission);
  const watched = new WatchedUser(submission, {
    server: { asked: 'ends when told' },
    miner: { asked: 'ends when told', sleeps: true },
  });
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  watched.call('stop');
  await watched.bothAsked();
  return { events: [...watched.events] };
}

/** Stops a user. The scenario orders the threads to end, one long after the other. */
export async function waitedFor(submission: Submission, { last }: { last: Role }) {
  await demandStop(submission);
  const watched = new WatchedUser(submission, {
    server: { asked: 'ends when told' },
    miner: { asked: 'ends when told' },
  });
  const first = last === 'server' ? 'miner' : 'server';
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const stop = watched.call('stop');
  await watched.bothAsked();
  await turns();
  for (const role of [first, last] as const) {
    watched.send(role, { order: 'end' });
    await watched.happened(`${role} exited`);
    await turns();
  }
  await settled(stop);
  await turns();
  return {
    start,
    stop,
    running: watched.user.threads !== undefined,
    events: [...watched.events],
  };
}

/**
 * Stops three users. The threads of the first user end by themselves. Each of the other users has
 * one thread that does not end.
 */
export async function forced(submission: Submission) {
  await demandStop(submission);
  const behaviours = [
    {},
    { server: { asked: 'goes on' } },
    { miner: { asked: 'goes on' } },
  ] as const;
  const stages = behaviours.map((behaviour) => new WatchedUser(submission, behaviour));
  const starts = await Promise.all(stages.map((watched) => watched.done('start')));
  const failed = starts.find(({ state }) => state !== 'resolved');
  if (failed !== undefined) return notStarted(failed);
  const [willing, server, miner] = await Promise.all(stages.map(stopByForce));
  return { willing, stubborn: { server, miner } };
}

/** Calls `stop`. Threads that `stop` terminates exit only after a delay. */
async function stopByForce(watched: WatchedUser) {
  watched.holdTerminated();
  const stop = watched.call('stop');
  const hasSettled = (): boolean => stop.state !== 'pending';
  const isForced = (): boolean => watched.events.some((event) => event.endsWith('terminated'));
  await until(() => hasSettled() || isForced(), FORCED_MS);
  if (isForced()) {
    await until(hasSettled, HELD_MS);
    watched.releaseTerminated();
    await settled(stop);
  }
  return {
    stop,
    terminated: {
      server: watched.between('stop called', 'server terminated'),
      miner: watched.between('stop called', 'miner terminated'),
    },
    idle: watched.between(`${watched.lastToExit} exited`, 'stop resolved'),
  };
}

/** How long to wait until a thread that is asked to stop posts `'ready'`, in milliseconds. */
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
export async function stoppedEarly(submission: Submission, moments: readonly EarlyStop[]) {
  await demandStop(submission);
  return Promise.all(moments.map((when) => stopEarly(submission, when)));
}

async function stopEarly(submission: Submission, when: EarlyStop) {
  const watched = new WatchedUser(submission, {
    server: { ready: 'when told', asked: 'says ready, ends when told' },
    miner: { ready: 'when told', asked: 'ends when told' },
  });
  const start = watched.call('start');
  if (when !== 'at once') await watched.bothStarted();
  if (when === 'miner is ready') {
    watched.send('miner', { order: 'ready' });
    await until(() => watched.find('miner')?.said.length === 1);
  }
  const stop = watched.call('stop');
  await until(() => watched.find('server')?.said.includes('ready') === true, MOMENT_MS);
  await turns();
  for (const role of ROLES) watched.send(role, { order: 'end' });
  await settled(start, stop);
  await turns();
  return { start, stop, alive: watched.alive, running: watched.user.threads !== undefined };
}

/** Calls `stop` twice in one tick. */
export async function stoppedTwice(submission: Submission) {
  await demandStop(submission);
  const watched = new WatchedUser(submission);
  const start = await watched.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const stops = [watched.call('stop'), watched.call('stop')];
  await settled(...stops);
  return { start, stops, alive: watched.alive };
}

/**
 * Calls `stop` and `start` of one user several times. The scenario removes nothing between the
 * calls.
 */
export async function startedAgain(submission: Submission) {
  await demandStop(submission);
  // The threads must end at different times. Otherwise a `stop` that waits for only one thread
  // leaves no timer.
  const watched = new WatchedUser(submission, { server: { asked: 'ends later' } });
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
  await turns();
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const stopAfter = await next('stop');
  const startAgain = await next('start');
  const stopAgain = await next('stop');
  const calls = { stopBefore, start, stop, stopAfter, startAgain, stopAgain };
  const isOver = stopAgain.state !== 'pending';
  return { calls, timers, started: watched.started.length, alive: watched.alive, isOver };
}

/** @throws NotImplemented if `stop` is a stub */
async function demandStop(submission: Submission): Promise<void> {
  new WatchedUser(submission).call('stop');
  await turns();
  throwIfUnwritten();
}

function notStarted(start: Outcome): NotStarted {
  return { start, notStarted: true };
}
