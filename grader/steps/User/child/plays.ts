import type * as UserStep from '../../../../solution/User';
import { isStopped } from '../../../../solution/supplied/user/Signals';
import { CHATTER } from './puppet';
import type { Role } from './puppet';
import { describe, settled, Stage, throwIfUnwritten, turns, until } from './Stage';
import type { Described, Outcome } from './Stage';

type Submission = typeof UserStep;

/** What is seen of a user that could not even be started. */
export interface NotStarted {
  start: Outcome;
  notStarted: true;
}

/** How a thread dies before both are ready. */
export interface EarlyDeath {
  who: Role;
  /** The threads that have said that they are ready. */
  isReady: readonly Role[];
  order: 'throw' | 'exit';
}

/** How a thread of a running user dies; `none`: it does not, and the user is stopped. */
export interface LateDeath {
  who: Role;
  order: 'throw' | 'exit' | 'none';
}

/** When a user is stopped that is still starting. */
export type EarlyStop = 'at once' | 'threads run' | 'miner is ready';

const ROLES = ['server', 'miner'] as const;

/** Two users are started, one after the other; the threads of the first send each other a word. */
export async function started(submission: Submission) {
  const stage = new Stage(submission);
  const start = await stage.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const { threads } = stage.user;
  const [server, miner] = stage.born;
  for (const role of ROLES) stage.tell(role, { order: 'send', words: `hello from the ${role}` });
  await until(() => [server, miner].every((one) => one === undefined || one.heard.length > 0));
  const other = new Stage(submission);
  await other.done('start');
  return {
    started: stage.born.map(({ code, data }) => ({ code, data })),
    threads: {
      server: threads?.server === server?.worker,
      miner: threads?.miner === miner?.worker,
      signals: threads?.signals === server?.signals,
    },
    signals: {
      areShared: stage.born.every(
        ({ signals }) =>
          signals instanceof Int32Array && signals.buffer instanceof SharedArrayBuffer,
      ),
      areTheSame: server?.signals === miner?.signals,
      areNew: other.born.every(({ signals }) => signals !== server?.signals),
    },
    heard: { server: server?.heard, miner: miner?.heard },
  };
}

/** One thread is ready, and says so twice; the other says this and that, and at last is ready too. */
export async function ready(submission: Submission, { first }: { first: Role }) {
  const stage = new Stage(submission, {
    server: { ready: 'when told' },
    miner: { ready: 'when told' },
  });
  const second = first === 'server' ? 'miner' : 'server';
  const start = stage.call('start');
  if (!(await stage.bothBorn())) return { bothBorn: false, early: start.state, late: start.state };
  stage.tell(first, { order: 'ready' });
  stage.tell(first, { order: 'ready' });
  stage.tell(second, { order: 'chatter' });
  await until(
    () =>
      stage.find(first)?.said.length === 2 && stage.find(second)?.said.length === CHATTER.length,
  );
  await turns();
  const early = start.state;
  stage.tell(second, { order: 'ready' });
  await settled(start);
  return { bothBorn: true, early, late: start.state };
}

/** `start` is called twice at once, and once more when the user runs. */
export async function startedTwice(submission: Submission) {
  const stage = new Stage(submission);
  const [first, starting] = [stage.call('start'), stage.call('start')];
  const haveSettled = await settled(first, starting);
  const before = stage.user.threads;
  const running = haveSettled ? await stage.done('start') : starting;
  await turns();
  const after = stage.user.threads;
  return {
    first,
    starting,
    running,
    started: stage.born.length,
    undisturbed:
      before !== undefined &&
      after?.server === before.server &&
      after.miner === before.miner &&
      after.signals === before.signals &&
      !isStopped(before.signals) &&
      stage.alive.length === stage.born.length,
  };
}

/** A thread dies while a user is starting: one user for each way in which that can happen. */
export function deathsBeforeReady(submission: Submission, deaths: readonly EarlyDeath[]) {
  return Promise.all(deaths.map((death) => deathBeforeReady(submission, death)));
}

async function deathBeforeReady(submission: Submission, { who, isReady, order }: EarlyDeath) {
  const stage = new Stage(submission, {
    server: { ready: 'when told' },
    miner: { ready: 'when told' },
  });
  const { unheard } = stage;
  const start = stage.call('start');
  if (!(await stage.bothBorn())) return { start, unheard };
  for (const role of isReady) stage.tell(role, { order: 'ready' });
  await until(() => isReady.every((role) => stage.find(role)?.said.length === 1));
  stage.tell(who, { order });
  await settled(start);
  return { start, unheard };
}

/** A thread cannot even be started: one user for each of the two. */
export async function cannotStart(submission: Submission) {
  const starts = ROLES.map((role) => {
    const stage = new Stage(submission, { [role]: { cannotBeSent: () => undefined } });
    return stage.call('start');
  });
  await settled(...starts);
  const [server, miner] = starts;
  return { server, miner };
}

/** A thread of a running user dies: one user for each way in which that can happen. */
export function deathsLater(submission: Submission, deaths: readonly LateDeath[]) {
  return Promise.all(deaths.map((death) => deathLater(submission, death)));
}

async function deathLater(submission: Submission, { who, order }: LateDeath) {
  const stage = new Stage(submission);
  const start = await stage.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const failures: Described[] = [];
  stage.user.on('failed', (error) => failures.push(describe(error)));
  let stop: Outcome | undefined;
  if (order === 'none') stop = await stage.done('stop');
  else stage.tell(who, { order });
  if (stop?.state !== 'pending') {
    await until(() => stage.alive.length === 0 && stage.user.threads === undefined);
    await turns();
  }
  return {
    ...(stop !== undefined && { stop }),
    unheard: stage.unheard,
    failures,
    alive: stage.alive,
    running: stage.user.threads !== undefined,
    events: stage.events,
  };
}

/** Threads that do not end before both were asked to. */
export async function askedToStop(submission: Submission) {
  await demandStop(submission);
  const stage = new Stage(submission, {
    server: { asked: 'ends when told' },
    miner: { asked: 'ends when told', sleeps: true },
  });
  const start = await stage.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  stage.call('stop');
  await stage.bothAsked();
  return { events: [...stage.events] };
}

/** Threads that end when they are told to, one long after the other. */
export async function waitedFor(submission: Submission, { last }: { last: Role }) {
  await demandStop(submission);
  const stage = new Stage(submission, {
    server: { asked: 'ends when told' },
    miner: { asked: 'ends when told' },
  });
  const first = last === 'server' ? 'miner' : 'server';
  const start = await stage.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const stop = stage.call('stop');
  await stage.bothAsked();
  await turns();
  for (const role of [first, last] as const) {
    stage.tell(role, { order: 'end' });
    await stage.happened(`${role} exited`);
    await turns();
  }
  await settled(stop);
  await turns();
  return {
    start,
    stop,
    running: stage.user.threads !== undefined,
    events: [...stage.events],
  };
}

/** Threads that end by themselves, and two users with one that does not. */
export async function forced(submission: Submission) {
  await demandStop(submission);
  const parts = [{}, { server: { asked: 'goes on' } }, { miner: { asked: 'goes on' } }] as const;
  const stages = parts.map((part) => new Stage(submission, part));
  const starts = await Promise.all(stages.map((stage) => stage.done('start')));
  const failed = starts.find(({ state }) => state !== 'resolved');
  if (failed !== undefined) return notStarted(failed);
  const [willing, server, miner] = await Promise.all(stages.map(stopByForce));
  return { willing, stubborn: { server, miner } };
}

/** `stop` is called; a thread that it terminates takes its time to exit all the same. */
async function stopByForce(stage: Stage) {
  stage.holdTerminated();
  const stop = stage.call('stop');
  const hasSettled = (): boolean => stop.state !== 'pending';
  const isForced = (): boolean => stage.events.some((event) => event.endsWith('terminated'));
  await until(() => hasSettled() || isForced(), FORCED_MS);
  if (isForced()) {
    await until(hasSettled, HELD_MS);
    stage.letTerminatedGo();
    await settled(stop);
  }
  return {
    stop,
    terminated: {
      server: stage.between('stop called', 'server terminated'),
      miner: stage.between('stop called', 'miner terminated'),
    },
    idle: stage.between(`${stage.lastToExit} exited`, 'stop resolved'),
  };
}

/** How long a thread that is asked to stop may take to say that it is ready. */
const MOMENT_MS = 500;

/** Longer than the second after which a thread is terminated. */
const FORCED_MS = 2000;

/** How long a thread lives on that was terminated, unless `stop` settles meanwhile, which it must not. */
const HELD_MS = 200;

/** `stop` is called before the threads are ready: one user for each moment. */
export async function stoppedEarly(submission: Submission, moments: readonly EarlyStop[]) {
  await demandStop(submission);
  return Promise.all(moments.map((when) => stopEarly(submission, when)));
}

async function stopEarly(submission: Submission, when: EarlyStop) {
  const stage = new Stage(submission, {
    server: { ready: 'when told', asked: 'says ready, ends when told' },
    miner: { ready: 'when told', asked: 'ends when told' },
  });
  const start = stage.call('start');
  if (when !== 'at once') await stage.bothBorn();
  if (when === 'miner is ready') {
    stage.tell('miner', { order: 'ready' });
    await until(() => stage.find('miner')?.said.length === 1);
  }
  const stop = stage.call('stop');
  await until(() => stage.find('server')?.said.includes('ready') === true, MOMENT_MS);
  await turns();
  for (const role of ROLES) stage.tell(role, { order: 'end' });
  await settled(start, stop);
  await turns();
  return { start, stop, alive: stage.alive, running: stage.user.threads !== undefined };
}

/** `stop` is called twice at once. */
export async function stoppedTwice(submission: Submission) {
  await demandStop(submission);
  const stage = new Stage(submission);
  const start = await stage.done('start');
  if (start.state !== 'resolved') return notStarted(start);
  const stops = [stage.call('stop'), stage.call('stop')];
  await settled(...stops);
  return { start, stops, alive: stage.alive };
}

/** A user is stopped, started again and stopped again; nothing is cleared away. */
export async function startedAgain(submission: Submission) {
  await demandStop(submission);
  const stage = new Stage(submission);
  let last: Outcome | undefined;
  /** Whoever does not come back from one call is not called again: that goes on waiting, too. */
  const next = async (name: 'start' | 'stop'): Promise<Outcome> =>
    (last = last?.state === 'pending' ? last : await stage.done(name));
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
  return { calls, timers, started: stage.born.length, alive: stage.alive, isOver };
}

/** @throws NotImplemented if there is no `stop`, whatever there is of `start` */
async function demandStop(submission: Submission): Promise<void> {
  new Stage(submission).call('stop');
  await turns();
  throwIfUnwritten();
}

function notStarted(start: Outcome): NotStarted {
  return { start, notStarted: true };
}
