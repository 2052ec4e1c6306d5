import type { User } from '../../../solution/User';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Tools } from '../../harness/parent/suite/Check';
import type { CheckFailed } from '../../harness/parent/suite/CheckFailed';
import { checksOf } from '../../harness/parent/suite/checksOf';
import type { Described } from './channel/LifeEvent';
import { DEATH_MESSAGE, ROLES } from './channel/ThreadOrder';
import type { Role } from './channel/ThreadOrder';
import type { Life } from './Life';
import * as stories from './stories';
import type { EarlyDeath, EarlyStop, LateDeath, NotStarted } from './stories';
import { tellStory } from './tellStory';
import type { Outcome, StartedThread } from './WatchedUser';

const check = checksOf<User>('User');

type Given = Tools<User>;

/** The time limit of a check whose threads start and end, in milliseconds. */
const START_MS = 3000;
/** The time limit of a check whose threads are terminated after one second, in milliseconds. */
const STOP_MS = 3900;
/**
 * The minimum time from the request to the termination, in milliseconds. It is one second minus 5%
 * for the clocks.
 */
const FORCED_FROM_MS = 950;
/** After this many calls that did not settle, the next checks are not judged. */
const MOST_PENDING = 2;
let pending = 0;

check(
  'start starts exactly two threads, first the server, with the same new signals and one channel',
  {
    of: 'start',
    sentence: [1, 2, 3],
    points: 1,
    ms: START_MS,
    why: 'Without the channel, no job reaches the miner. If the threads do not share their signals, the miner never sees a stop.',
  },
  async (tools) => {
    const [seen, answer] = await see(tools, 'start', 'start()', stories.started);
    const both = ROLES.map((role) => ({ code: role, data: role }));
    answer.must(listOf(seen.started) === listOf(both), {
      expected: listOf(both),
      got: listOf(seen.started),
    });
    const { areShared, areTheSame, areNew } = seen.signals;
    answer.must(areShared && areTheSame, {
      expected: 'both threads get the same signals',
      got: areShared ? 'each gets its own signals' : 'they get none made by createSignals()',
    });
    answer.must(areNew, {
      tried: 'start(), of two users',
      expected: 'new signals each time',
      got: 'the two users have the same signals',
    });
    for (const role of ROLES) {
      const other = role === 'server' ? 'miner' : 'server';
      const heard = seen.heard[role] ?? [];
      answer.must(heard.length === 1 && heard[0] === seen.words[other], {
        tried: `start(), and then the ${other} thread posts a message at its port`,
        expected: `the ${role} thread receives it at its own port`,
        got: heard.length === 0 ? 'it receives nothing' : `it receives ${heard.join(', ')}`,
      });
    }
    for (const [name, isRight] of Object.entries(seen.threads)) {
      answer.must(isRight, {
        tried: 'start(), and then this.threads',
        expected: 'it is { server, miner, signals }, with the started threads',
        got: `${name} is something else`,
      });
    }
  },
);

check(
  'start resolves once both threads have posted ready, in any order; no other message counts',
  {
    of: 'start',
    sentence: 4,
    points: 1,
    ms: START_MS,
    why: 'If start resolves too early, peers call a server that does not listen yet. If it never resolves, its caller waits forever.',
  },
  async (tools) => {
    for (const first of ROLES) {
      const second = first === 'server' ? 'miner' : 'server';
      const tried = `start(); the ${first} posts 'ready' twice, the ${second} posts other messages`;
      const [seen, answer] = await see(tools, 'start', tried, (life) =>
        stories.ready(life, { first }),
      );
      answer.must(seen.bothStarted, {
        expected: 'both threads are started at once',
        got: 'the second was not started before the first was ready',
      });
      answer.must(seen.early === 'pending', {
        expected: `start() goes on waiting for the ${second}`,
        got: `it ${seen.early}`,
      });
      if (seen.late.state === 'pending') pending++;
      const both = `${tried}; then the ${second} posts 'ready' too`;
      mustResolve(answer, 'start()', seen.late, both);
    }
  },
);

check(
  'start rejects if the user is running or still starting, and disturbs nothing',
  {
    of: 'start',
    sentence: 5,
    points: 1,
    ms: START_MS,
    why: 'If start runs twice, the first two threads continue, and stop does not reach them. A second start must not end the running user either.',
  },
  async (tools) => {
    const tried = 'start(), called twice at once, and again when the user is running';
    const [seen, answer] = await see(tools, 'start', tried, stories.startedTwice);
    mustResolve(answer, 'the first start()', seen.first, tried);
    mustReject(answer, 'the second start()', seen.starting, tried);
    mustReject(answer, 'the third start()', seen.running, tried);
    answer.must(seen.started === 2, {
      expected: 'two threads in all',
      got: `${seen.started} threads`,
    });
    answer.must(seen.undisturbed, {
      expected: 'the two threads run on, and this.threads is what it was',
      got: 'they were stopped, or this.threads has changed',
    });
  },
);

check(
  'If a thread dies before both are ready, start rejects with the thread’s error, and no thread is left',
  {
    of: 'start',
    sentence: 6,
    points: 1,
    ms: START_MS,
    why: 'A server dies if its port is in use, and a miner if its code has a mistake. The caller must get this error, and no half of a user may stay.',
  },
  async (tools) => {
    const all = `start(); ${eachOf(EARLY_DEATHS)}`;
    const [seen, answer] = await see(tools, 'start', all, (life) =>
      stories.deathsBeforeReady(life, EARLY_DEATHS),
    );
    seen.forEach(({ start, unheard, left }, i) => {
      const { words, error } = EARLY_DEATHS[i];
      const tried = `start(); ${words}`;
      mustHear(answer, `start() rejects with Error: ${error}`, unheard, tried);
      mustReject(answer, 'start()', start, tried, error);
      mustLeaveNothing(answer, start, left, tried);
    });
    const either = 'start(), where startThread throws for one of the threads';
    const [unstarted, other] = await see(tools, 'start', either, stories.cannotStart);
    for (const role of ROLES) {
      const { start, left } = unstarted[role];
      const tried = `start(), where startThread throws for the ${role}`;
      mustReject(other, 'start()', start, tried);
      mustLeaveNothing(other, start, left, tried);
    }
  },
);

const EARLY_DEATHS: ReadonlyArray<EarlyDeath & { words: string; error?: string }> = [
  {
    words: 'the server dies of an error, the miner is ready',
    ...{ who: 'server', isReady: ['miner'], order: 'throw', error: DEATH_MESSAGE },
  },
  {
    words: 'the miner is ready, and then dies of an error; the server is not ready',
    ...{ who: 'miner', isReady: ['miner'], order: 'throw', error: DEATH_MESSAGE },
  },
  {
    words: 'the server just ends, the miner is ready',
    ...{ who: 'server', isReady: ['miner'], order: 'exit' },
  },
];

check(
  'If a thread dies later, failed is called with the error, and the other thread is stopped',
  {
    of: 'start',
    sentence: [7, 9],
    points: 1,
    ms: STOP_MS,
    why: 'Without this error, the user seems to run, but its chain no longer grows. But if each ordinary stop calls failed, people ignore it.',
  },
  async (tools) => {
    const all = `start(); ${eachOf(LATE_DEATHS)}`;
    const [seen, answer] = await see(tools, 'start', all, (life) =>
      stories.deathsLater(life, LATE_DEATHS),
    );
    seen.forEach((life, i) => {
      const { words, who, order, error } = LATE_DEATHS[i];
      const tried = `start(); ${words}`;
      if ('notStarted' in life) return failNotStarted(tools, answer, life);
      mustHear(answer, `this.failed is called once, with Error: ${error}`, life.unheard, tried);
      if (life.stop !== undefined) mustResolve(answer, 'stop()', life.stop, tried);
      mustTellFailure(answer, tried, life.failures, order === 'none' ? null : error);
      if (order === 'none') return;
      const other = who === 'server' ? 'miner' : 'server';
      answer.must(life.alive.length === 0, {
        tried,
        expected: `the ${other} is stopped too`,
        got: 'it runs on',
      });
      answer.must(life.events.includes(`${other} asked to stop`), {
        tried,
        expected: `the ${other} is stopped as if by stop()`,
        got: 'it ended, but was not asked to',
      });
      answer.must(!life.running, {
        tried,
        expected: 'this.threads is undefined after that',
        got: 'this.threads is not undefined, although both threads have exited',
      });
    });
  },
);

const LATE_DEATHS: ReadonlyArray<LateDeath & { words: string; error?: string }> = [
  {
    words: 'then the miner dies of an error',
    ...{ who: 'miner', order: 'throw', error: DEATH_MESSAGE },
  },
  {
    words: 'then the server dies of an error',
    ...{ who: 'server', order: 'throw', error: DEATH_MESSAGE },
  },
  { words: 'then the server just ends', who: 'server', order: 'exit' },
  { words: 'then stop()', who: 'server', order: 'none' },
];

check(
  'stop raises the stop flag for the miner and posts stop to the server, both at once',
  {
    of: 'stop',
    sentence: 8,
    points: 1,
    ms: STOP_MS,
    why: 'The miner reads no messages: it mines, or sleeps until its job number changes. If you stop one thread after the other, fifty users take twice as long.',
  },
  async (tools) => {
    const tried = 'stop(), with a miner that sleeps, and two threads that take their time to end';
    const [seen, answer] = await see(tools, 'stop', tried, stories.askedToStop);
    const ends = /exited|terminated/;
    const since = seen.events.slice(seen.events.indexOf('stop called'));
    const end = since.findIndex((event) => ends.test(event));
    const [before, order] =
      end < 0 ? [since, since] : [since.slice(0, end), since.slice(0, end + 1)];
    const unasked = ROLES.filter((role) => !before.includes(`${role} asked to stop`));
    answer.must(unasked.length === 0, {
      expected: 'both are asked to stop before either has ended',
      got: `not asked: ${unasked.join(', ')}. In order: ${order.join(', ')}`,
    });
  },
);

check(
  'stop resolves once both threads have exited, and not earlier; then this.threads is undefined',
  {
    of: 'stop',
    sentence: 9,
    points: 1,
    ms: STOP_MS,
    why: 'If stop resolves too early, the port is still in use, or a block is not sent yet. If this.threads stays set, the user cannot start again.',
  },
  async (tools) => {
    for (const last of ROLES) {
      const tried = `stop(), with two threads that take their time to end, the ${last} longer`;
      const [seen, answer] = await see(tools, 'stop', tried, (life) =>
        stories.waitedFor(life, { last }),
      );
      const since = seen.events.slice(seen.events.indexOf('stop called'));
      const resolved = since.indexOf('stop resolved');
      const exited = Math.max(...ROLES.map((role) => since.indexOf(`${role} exited`)));
      const order = since.filter((event) => !event.endsWith('asked to stop')).join(', ');
      const andStop = seen.stop.state === 'pending' ? ', and stop() is still pending' : '';
      answer.must(resolved > exited && ROLES.every((role) => since.includes(`${role} exited`)), {
        expected: 'stop() resolves after both have exited',
        got: `in order: ${order}${andStop}`,
      });
      answer.must(!seen.running && !seen.stop.running, {
        expected: 'this.threads is undefined once stop() has resolved',
        got: 'it is not',
      });
    }
  },
);

check(
  'stop terminates a thread that has not exited after a second, and no thread that ends by itself',
  {
    of: 'stop',
    sentence: [9, 10],
    points: 1,
    ms: STOP_MS,
    why: 'One thread that hangs must not keep the whole program running. A thread that ends by itself needs the time to close its sockets.',
  },
  async (tools) => {
    const tried = 'stop(), of a user whose threads end as soon as they are asked';
    const [seen, answer] = await see(tools, 'stop', tried, stories.forced);
    const { willing, stubborn, both } = seen;
    mustNotForce(answer, tried, willing, ROLES);
    const { idle = 0 } = willing;
    answer.must(!willing.isIdle, {
      tried,
      expected: 'it resolves as soon as both have exited',
      got: `it resolves ${(idle / 1000).toFixed(1)} s after both have exited`,
    });
    for (const role of ROLES) {
      const other = role === 'server' ? 'miner' : 'server';
      const words = `stop(), with a ${role} that does not end when it is asked`;
      const { stop, terminated } = stubborn[role];
      mustNotForce(answer, words, stubborn[role], [role, other]);
      answer.must(terminated[role] !== undefined && stop.state === 'resolved', {
        tried: words,
        expected: `the ${role} is terminated after a second, and stop() resolves`,
        got: terminated[role] === undefined ? 'it is not terminated' : wordsOf(stop),
      });
      answer.must(stop.alive.length === 0, {
        tried: `${words}, and takes a moment to exit when it is terminated`,
        expected: `stop() goes on waiting until the ${role} has exited`,
        got: `it resolves while the ${role} still runs`,
      });
    }
    const words =
      'stop(), and again half a second later, with two threads that do not end when they are asked';
    mustNotForce(answer, words, both, ROLES);
    for (const role of ROLES) {
      const ms = both.terminated[role] ?? Infinity;
      answer.must(ms !== Infinity && !both.isLate[role], {
        tried: words,
        expected: `the ${role} is terminated a second after the first of the two calls`,
        got: ms === Infinity ? 'it is not terminated' : `after ${(ms / 1000).toFixed(1)} s`,
      });
    }
  },
);

check(
  'A stop while the user is starting ends the threads, and start rejects; two stops both resolve',
  {
    of: 'stop',
    sentence: [9, 12],
    points: 1,
    ms: STOP_MS,
    why: 'Joining a network can take ten seconds. People quit while a user is starting, and then press the key again.',
  },
  async (tools) => {
    const moments = MOMENTS.map((moment) => WHEN[moment]).join('; or ');
    const all = `start(), and stop() ${moments}`;
    const [seen, answer] = await see(tools, 'stop', all, (life) =>
      stories.stoppedEarly(life, MOMENTS),
    );
    seen.forEach(({ start, stop, alive, running }, i) => {
      const tried = `start(), and stop() ${WHEN[MOMENTS[i]]}`;
      mustResolve(answer, 'stop()', stop, tried);
      mustReject(answer, 'start()', start, tried);
      const left = stop.alive.length > 0 ? stop.alive : alive;
      answer.must(left.length === 0 && !running, {
        tried,
        expected: 'no thread is left when stop() resolves, and this.threads is undefined',
        got: left.length > 0 ? `left: ${left.join(', ')}` : 'it is not undefined',
      });
    });
    const tried = 'stop(), called twice at once';
    const [twice, both] = await see(tools, 'stop', tried, stories.stoppedTwice);
    for (const stop of twice.stops) mustResolve(both, 'each stop()', stop, tried);
  },
);

const MOMENTS = ['at once', 'threads run', 'miner is ready'] as const;

const WHEN: Record<EarlyStop, string> = {
  'at once': 'at once',
  'threads run': 'before any thread is ready',
  'miner is ready':
    'once the miner is ready, with a server that posts ready when it is asked to stop',
};

check(
  'After a stop, nothing keeps the process alive, neither thread nor timer; start works again',
  {
    of: 'stop',
    sentence: [11, 13],
    points: 1,
    ms: STOP_MS,
    why: 'A timer that is not cleared keeps the program alive. A user that cannot start again is lost after its first error.',
  },
  async (tools) => {
    const tried = 'stop(), of a user that was never started';
    const all = `${tried}; then start(), stop(), stop(), start() and stop()`;
    const [seen, answer] = await see(tools, 'stop', all, stories.startedAgain);
    const { stopBefore, stop, stopAfter, startAgain, stopAgain } = seen.calls;
    mustResolve(answer, 'stop()', stopBefore, tried);
    mustResolve(answer, 'stop()', stop, 'start(), then stop()');
    answer.must(seen.timers === 0, {
      tried: 'start(), then stop()',
      expected: 'no timer is left running',
      got: `${seen.timers} of them`,
    });
    mustResolve(answer, 'the second stop()', stopAfter, 'start(), stop(), then stop() again');
    const again = 'start(), stop(), then start() again and stop() again';
    mustResolve(answer, 'the second start()', startAgain, again);
    mustResolve(answer, 'the last stop()', stopAgain, again);
    answer.must(seen.started === 4, {
      tried: again,
      expected: 'two new threads each time',
      got: `${seen.started} threads in all`,
    });
    answer.must(seen.alive.length === 0 && !seen.isLeft, {
      tried: again,
      expected: 'nothing keeps the process alive',
      got: seen.alive.length > 0 ? 'a thread is left' : 'something does',
    });
  },
);

/**
 * Tells a story.
 *
 * @throws CheckFailed if the user of the story cannot be started
 */
async function see<Seen>(
  tools: Given,
  of: 'start' | 'stop',
  tried: string,
  story: (life: Life) => Promise<Seen | NotStarted>,
): Promise<[Seen, Answer]> {
  if (pending >= MOST_PENDING) {
    return tools.notJudged('it went on waiting twice, so the grader does not wait for it again');
  }
  const [seen, answer] = await tellStory(tools, { of, tried }, story).catch(
    (error: CheckFailed) => {
      if (error.failure?.kind === 'hung') pending++;
      throw error;
    },
  );
  if (isNotStarted(seen)) return failNotStarted(tools, answer, seen);
  return [seen, answer];
}

function isNotStarted(seen: unknown): seen is NotStarted {
  return Object.hasOwn(Object(seen) as object, 'notStarted');
}

/**
 * @throws CheckFailed because the user could not be started. NotJudged if it has started since then
 */
function failNotStarted(tools: Given, answer: Answer, { start }: NotStarted): never {
  if (start.state === 'pending') pending++;
  mustResolve(answer, 'start()', start, 'start(), of a user whose threads are ready at once');
  return tools.notJudged('start() resolved, but too late: the machine is busy, so grade again');
}

function mustResolve(answer: Answer, what: string, outcome: Outcome, tried?: string): void {
  answer.must(outcome.state === 'resolved', {
    ...(tried !== undefined && { tried }),
    expected: `${what} resolves`,
    got: wordsOf(outcome),
    of: outcome.name,
  });
}

/** @param error the message that the error must have; the default accepts any message */
function mustReject(
  answer: Answer,
  what: string,
  outcome: Outcome,
  tried: string,
  error?: string,
): void {
  const isRight =
    outcome.state === 'rejected' &&
    outcome.error?.isError === true &&
    (error === undefined || outcome.error.message === error);
  answer.must(isRight, {
    tried,
    expected: `${what} rejects with ${error === undefined ? 'an Error' : `Error: ${error}`}`,
    got: wordsOf(outcome),
    of: outcome.name,
  });
}

/**
 * Demands that all threads had ended when `start` rejected.
 *
 * @param left the threads that were there a moment later
 */
function mustLeaveNothing(
  answer: Answer,
  start: Outcome,
  left: readonly string[],
  tried: string,
): void {
  answer.must(start.alive.length === 0, {
    tried,
    expected: 'no thread is left when start() rejects',
    got: `still there: ${start.alive.join(', ')}; a moment later: ${left.join(', ') || 'none'}`,
  });
  answer.must(!start.running, {
    tried,
    expected: 'this.threads is undefined when start() rejects',
    got: 'it is not',
  });
}

/**
 * @param error the message of the failure; the default accepts any message; null demands no failure
 */
function mustTellFailure(
  answer: Answer,
  tried: string,
  failures: readonly Described[],
  error?: string | null,
): void {
  const told = failures.map(({ message }) => `Error: ${message}`).join(', and with ');
  const got = told === '' ? 'it is not called' : `it is called with ${told}`;
  if (error === null) {
    const expected = 'this.failed is not called: stop ended the threads';
    return answer.must(failures.length === 0, { tried, expected, got });
  }
  const [first] = failures;
  const isRight =
    failures.length === 1 && first.isError && (error === undefined || first.message === error);
  const what = error === undefined ? 'an Error' : `Error: ${error}`;
  answer.must(isRight, { tried, expected: `this.failed is called once, with ${what}`, got });
}

/** Demands that the error of each thread had a listener. */
function mustHear(
  answer: Answer,
  expected: string,
  unheard: readonly string[],
  tried: string,
): void {
  answer.must(unheard.length === 0, {
    tried,
    expected,
    got: `there is no listener for the thread’s error event, so this error would end the whole program: Error: ${unheard[0]}`,
  });
}

/** Demands that each thread had one second to end before its termination. */
function mustNotForce(
  answer: Answer,
  tried: string,
  { terminated }: { terminated: Record<Role, number | undefined> },
  roles: readonly Role[],
): void {
  for (const role of roles) {
    const ms = terminated[role];
    answer.must(ms === undefined || ms >= FORCED_FROM_MS, {
      tried,
      expected: `the ${role} has a second to end by itself`,
      got: `it is terminated after ${Math.round(ms ?? 0)} ms`,
    });
  }
}

function wordsOf({ name, state, error, threads }: Outcome): string {
  if (state === 'pending') {
    const last = threads.slice(-ROLES.length);
    const isOver = last.length > 0 && last.every(({ hasExited }) => hasExited);
    const never = 'An exit comes only once: a wait that begins after it never ends';
    return [`${name}() still waits`, ...last.map(stateOf), ...(isOver ? [never] : [])].join('. ');
  }
  if (state === 'resolved') return 'it resolves';
  return error?.isError
    ? `it rejects with Error: ${error.message}`
    : `it rejects with ${error?.message}`;
}

/** Tells what a thread has done, as far as a call can wait for it. */
function stateOf({ data, hasExited, isTerminated, isAsked, isReady }: StartedThread): string {
  const asked = isTerminated ? 'was terminated' : isAsked ? 'was asked to stop' : '';
  const ready = isReady ? "has posted 'ready'" : 'is not ready';
  const end = hasExited ? 'has exited' : asked === '' ? ready : 'has not exited';
  const name = data === 'other data' ? 'other' : data;
  return `The ${name} thread ${asked === '' ? end : `${asked} and ${end}`}`;
}

/** Returns the words of several cases as one text. */
function eachOf(cases: ReadonlyArray<{ words: string }>): string {
  return cases.map(({ words }) => words).join('; or ');
}

function listOf(started: ReadonlyArray<{ code: string; data: string }>): string {
  const threads = started.map(({ code, data }) => `${code} with the data of ${data}`);
  return `${started.length} threads: ${threads.join(', then ')}`;
}
