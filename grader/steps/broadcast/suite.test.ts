import { setTimeout as sleep } from 'node:timers/promises';
import type * as Broadcast from '../../../solution/broadcast';
import type { Request } from '../../../solution/supplied/wire/messages';
import type { Peer } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Tools } from '../../harness/parent/suite/Check';
import { checksOf } from '../../harness/parent/suite/checksOf';
import type { Random } from '../../harness/parent/suite/Random';
import { show, showDifference, wordOf } from '../../harness/parent/suite/show';
import type { BroadcastCall, Outcome, ShownError } from './child/scenario';
import { readOutcome } from './readOutcome';
import { equals } from '../../harness/parent/suite/equals';
import {
  answersReply,
  answersText,
  answersTextAfter,
  breaksOffAnswer,
  closeFakePeers,
  closesWithoutAnswer,
  FakePeer,
  resetsAtOnce,
  sendsSpaces,
  staysSilent,
} from './FakePeer';
import type { PeerBehaviour } from './FakePeer';
import { Gathering } from './Gathering';

const check = checksOf<typeof Broadcast>('broadcast');

type Caller = Pick<Tools<typeof Broadcast>, 'play' | 'slowness'>;

afterEach(closeFakePeers);

/** A time-out that is too long to happen in these checks, in milliseconds. */
const AMPLE_MS = 10_000;

/**
 * How long to wait for a result that should come immediately or after a short time-out, in
 * milliseconds. A slow machine gets more time.
 */
const WAIT_MS = 1500;

/** A time-out that happens only with silent peers, in milliseconds. A slow machine gets more time. */
const MIDDLING_MS = 600;

/**
 * A time-out for calls in which all peers are silent, in milliseconds. A slow machine gets more time,
 * so the reports do not name it.
 */
const SHORT_MS = 150;

/**
 * Times grow at most by this factor on a slow machine: `WAIT_MS` must stay shorter than the 5 seconds
 * of `tcpClient` without options.
 */
const MOST_GROWTH = 2.6;

const OK = { type: 'ok' };

/** The name of the error for a connection that is refused or lost. */
const LOST = 'ConnectionLost';

check(
  'broadcast sends the message to each peer, once',
  {
    of: 'broadcast',
    sentence: 1,
    points: 1,
    why: 'If peers do not get a block, they work on another chain. A peer that gets it twice has the work twice.',
  },
  async (tools) => {
    const { random } = tools;
    const fakes = await openAll(random, {
      bob: answersReply(OK),
      carol: answersReply({ type: 'rejected', code: 'busy', reason: '' }),
      dave: answersReply(OK),
    });
    const address = random.hex(64);
    const hello: Request = { type: 'hello', protocol: 1, name: 'alice', address, port: 6000 };
    for (const message of [blockMessage(random), hello]) {
      const tried = `broadcast of a ${message.type} message to ${namesOf(fakes)}`;
      const seen = await call(tools, tried, { message, peers: fakes.map(({ peer }) => peer) });
      mustNotReject(seen);
      for (const fake of fakes) mustHaveHeard(seen, fake, message);
    }
  },
);

check(
  'A peer with the address self gets no message and no delivery; without other peers, the array is empty',
  {
    of: 'broadcast',
    sentence: [2, 9],
    points: 1,
    why: 'Peers send each other their lists, so your own address comes back. The first user in a network has no peers, and this is no error.',
  },
  async (tools) => {
    const { random } = tools;
    const [self, ...others] = await openAll(random, {
      alice: answersReply(OK),
      bob: answersReply(OK),
      carol: answersReply(OK),
    });
    const [bob, carol] = others.map(({ peer }) => peer);
    const me = self.peer;
    const message = blockMessage(random);
    const elsewhere = { ...me, name: 'alice at a different port', port: bob.port };
    for (const [words, peers] of [
      ['an empty list', []],
      ['a list with only herself', [me]],
      ['a list that begins with herself', [me, bob, carol]],
      ['a list with herself in the middle', [bob, me, carol]],
      ['a list that ends with herself', [bob, carol, me]],
      ['a list with herself twice, at two ports', [bob, elsewhere, carol, me]],
    ] as const) {
      const expected = peers.filter(({ address }) => address !== me.address);
      const tried = `broadcast by alice to ${words}`;
      const given = { message, peers: [...peers], self: me.address };
      const seen = await call(tools, tried, given);
      seen.must(self.timesHeard(message) === 0, {
        expected: 'alice gets no message',
        got: 'she got one',
      });
      // Another check tests the order.
      const reported = deliveriesIn(seen).map(receiverOf);
      seen.must(equals(reported.toSorted(), namesIn(expected).toSorted()), {
        expected: reportOf(namesIn(expected)),
        got: reportOf(reported),
      });
    }
    await mustReportAnswer(tools, random);
  },
);

check(
  'An answer is reported as { peer, reply }, as parseReply returns it; rejected is an answer too',
  {
    of: 'broadcast',
    sentence: 5,
    points: 1,
    why: 'A miner whose block is not-longest must fetch the longer chain. If it takes this answer for an error, the peer looks dead. An unchecked reply can contain anything.',
  },
  async (tools) => {
    const { random } = tools;
    const rejected = { type: 'rejected', code: 'not-longest', reason: 'too late' };
    const chain = { type: 'chain', blocks: [], height: random.integer(0, 1000) };
    for (const [words, sent, reply] of [
      ['ok', OK, OK],
      ['ok, with an unknown field', { ...OK, weather: 'fine' }, OK],
      ['rejected', rejected, rejected],
      ['a chain', chain, chain],
    ] as const) {
      const [{ peer }] = await openAll(random, { bob: answersReply(sent) });
      await mustReport(tools, words, peer, reply);
    }
  },
);

check(
  'The deliveries have the order of peers, no matter which peer answers first',
  {
    of: 'broadcast',
    sentence: 4,
    points: 1,
    why: 'The caller looks up the answer of the third peer at the third place. In a different order, it blames the wrong peer.',
  },
  async (tools) => {
    const { random } = tools;
    const names = ['bob', 'carol', 'dave', 'erin'];
    const gone: Array<Promise<void>> = [];
    const fakes: FakePeer[] = [];
    // The last peer answers immediately. Each other peer answers after the next peer in the list.
    for (const [i, name] of [...names.entries()].reverse()) {
      const next = gone[i + 1];
      let leave: () => void;
      gone[i] = new Promise((resolve) => (leave = resolve));
      const wait = (): Promise<unknown> | undefined =>
        next && Promise.race([next, sleep(SHORT_MS, undefined, { ref: false })]);
      const answer = answersTextAfter(JSON.stringify(OK), wait);
      const behaviour: PeerBehaviour = async (socket, read) => {
        await answer(socket, read);
        socket.once('close', () => leave());
      };
      fakes.unshift(await FakePeer.open(name, random, behaviour));
    }
    const tried = `broadcast to ${namesOf(fakes)}, who answer in reverse order`;
    const seen = await call(tools, tried, { peers: fakes.map(({ peer }) => peer) });
    const reported = deliveriesIn(seen).map(receiverOf);
    seen.must(equals(reported, names), {
      expected: reportOf(names),
      got: reportOf(reported),
    });
    await mustReportAnswer(tools, random);
  },
);

check(
  'broadcast sends to all peers at once: no message waits for the answer of another peer',
  {
    of: 'broadcast',
    sentence: 3,
    points: 1,
    ms: 3500,
    why: 'If you ask one peer after the other, the last peer gets the block seconds late. Until then it works on an old block.',
  },
  async (tools) => {
    const { random } = tools;
    const NUMBER = 12;
    const gathering = new Gathering(NUMBER, () => WAIT_MS * growthOf(tools));
    const names = Array.from({ length: NUMBER }, (_, i) => `peer ${i + 1}`);
    const crowd = Object.fromEntries(names.map((name) => [name, gathering.behaviour]));
    const message = blockMessage(random);
    const fakes = await openAll(random, crowd);
    const peers = fakes.map(({ peer }) => peer);
    const tried = `broadcast to ${NUMBER} peers, and none answers before all have the message`;
    const waitMs = 2 * WAIT_MS;
    const seen = await call(tools, tried, { message, peers, waitMs });
    mustNotReject(seen);
    const inTime = await gathering.heard();
    seen.must(inTime === NUMBER, {
      expected: `all ${NUMBER} hear`,
      got: `only ${inTime} heard: the others had to wait for an answer`,
    });
    deliveriesIn(seen);
    // Another check demands that the message is unchanged.
    const others = fakes.filter(
      ({ heard: [first] }) => (Object(first) as Partial<Request>).type !== message.type,
    );
    seen.must(others.length === 0, {
      expected: `all ${NUMBER} hear`,
      got: `${namesOf(others)} hear something else`,
    });
  },
);

check(
  'In all other cases the delivery is { peer, error }, with what was thrown',
  {
    of: 'broadcast',
    sentence: [1, 6],
    points: 1,
    ms: 3500,
    why: 'The caller must know which peers did not hear, and why. It decides whether to try again.',
  },
  async (tools) => {
    const { random } = tools;
    const cases: Array<[words: string, behaviour: PeerBehaviour, ...errors: string[]]> = [
      ['reads, and closes without an answer', closesWithoutAnswer, LOST],
      ['resets the connection', resetsAtOnce, LOST],
      // Some systems report the reset as an ordinary end of the answer.
      ['breaks off during its answer', breaksOffAnswer, LOST, 'bad-json'],
      ['answers with plain text', answersText('Hello, who is there?'), 'bad-json'],
      ['answers half a message', answersText('{"type":'), 'bad-json'],
      ['answers with an unknown type', answersReply({ type: 'banana' }), 'unknown-type'],
      [
        'answers with a chain of no blocks and no height',
        answersReply({ type: 'chain' }),
        'bad-shape',
      ],
    ];
    const message = blockMessage(random);
    const tried = (words: string): string => `broadcast to a peer that ${words}`;
    const quick = await openAll(random, Object.fromEntries(cases));
    for (const [i, [words, , ...errors]] of cases.entries()) {
      const { peer } = quick[i];
      const seen = await call(tools, tried(words), { message, peers: [peer] });
      mustFail(seen, peer, errors);
      const times = quick[i].timesHeard(message);
      seen.must(times <= 1, { expected: 'it gets the message once', got: `${times} times` });
    }
    const [nobody, ...slow] = await openAll(random, {
      'is dead': staysSilent,
      'never answers': staysSilent,
      'sends a space now and then': sendsSpaces,
    });
    const dead = await nobody.atDeadPort();
    const peers = slow.map(({ peer }) => peer);
    // Some systems try to reach a dead port more than once.
    const late = await call(tools, tried('is dead'), { peers: [dead], timeoutMs: MIDDLING_MS });
    mustFail(late, dead, [LOST, 'too-slow']);
    const silent = await call(
      tools,
      `broadcast to a peer that ${slow.map(({ name }) => name).join(', and one that ')}, with a short time-out`,
      { peers, timeoutMs: SHORT_MS },
    );
    for (const peer of peers) mustFail(silent, peer, ['too-slow']);
  },
);

check(
  'broadcast never rejects, and no peer changes the delivery of another peer',
  {
    of: 'broadcast',
    sentence: [7, 8],
    points: 1,
    ms: 3500,
    why: 'In a network, some peer is always dead. If one dead peer stops broadcast, all other peers miss the news.',
  },
  async (tools) => {
    const { random } = tools;
    const said = { type: 'rejected', code: 'busy', reason: '' };
    const fakes = await openAll(random, {
      'one who is dead': staysSilent,
      bob: answersReply(OK),
      'one who resets': resetsAtOnce,
      'one who answers with plain text': answersText('hello'),
      carol: answersReply(said),
      'one who never answers': staysSilent,
      'one who answers with an unknown type': answersReply({ type: 'banana' }),
      dave: answersReply(OK),
    });
    const peers = fakes.map(({ peer }) => peer);
    peers[0] = await fakes[0].atDeadPort();
    const tried = `broadcast to ${namesOf(fakes)}, with a short time-out`;
    const seen = await call(tools, tried, { peers, timeoutMs: MIDDLING_MS });
    for (const [name, reply] of Object.entries({ bob: OK, carol: said, dave: OK })) {
      const delivery = deliveryTo(
        seen,
        peers.find((peer) => peer.name === name),
      );
      seen.must(equals(delivery.reply, reply), {
        expected: `${name}’s answer is reported: ${show(reply)}`,
        got: showDelivery(delivery),
      });
    }
  },
);

check(
  'broadcast takes no longer than one time-out, no matter how many peers are silent',
  {
    of: 'broadcast',
    sentence: 8,
    points: 1,
    why: 'A program that hangs still accepts connections. Without a time-out, or with one time-out after the other, you wait for minutes.',
  },
  async (tools) => {
    const { random } = tools;
    const NUMBER = 15;
    const names = Array.from({ length: NUMBER }, (_, i) => `silent ${i + 1}`);
    const crowd = Object.fromEntries(names.map((name) => [name, staysSilent]));
    const silent = await openAll(random, { ...crowd, bob: answersReply(OK) });
    const tried = `broadcast to ${NUMBER} peers that never answer and one that does, with a short time-out`;
    const peers = silent.map(({ peer }) => peer);
    const seen = await call(tools, tried, { peers, timeoutMs: SHORT_MS });
    mustHaveEnded(seen, 'it is done after one time-out');
    await mustReportAnswer(tools, random);
  },
);

check(
  'tcpClient gets the options: the time-out, and the signal that aborts the request',
  {
    of: 'broadcast',
    sentence: [1, 8],
    points: 1,
    why: 'The caller decides how long to wait, and can abort a request. Without the options, it waits for the slowest peer.',
  },
  async (tools) => {
    const { random } = tools;
    const fakes = await openAll(random, { bob: staysSilent });
    const peers = fakes.map(({ peer }) => peer);
    const short = await call(
      tools,
      `broadcast to a peer that never answers, with a short time-out`,
      { peers, timeoutMs: SHORT_MS },
    );
    mustHaveEnded(short, 'it is done after one time-out');
    const aborted = await call(
      tools,
      'broadcast to a peer that never answers, with a signal that is aborted during the call',
      { peers, abortAfterMs: SHORT_MS / 5 },
    );
    mustHaveEnded(aborted, 'it is done as soon as the signal is aborted');
    await mustReportAnswer(tools, random);
  },
);

check(
  'broadcast does not change message or peers',
  {
    of: 'broadcast',
    sentence: 10,
    points: 1,
    why: 'The caller uses both during the call. If you shorten the list, it loses peers; if you change the message, other peers get the change.',
  },
  async (tools) => {
    const { random } = tools;
    const message = blockMessage(random);
    const fakes = await openAll(random, {
      dave: answersReply(OK),
      alice: answersReply(OK),
      'one who resets': resetsAtOnce,
      bob: answersReply(OK),
    });
    const peers = fakes.map(({ peer }) => peer);
    const self = peers[1].address;
    const tried = `broadcast by alice to ${namesOf(fakes)}`;
    const seen = await call(tools, tried, { message, peers, self });
    const outcome = mustHaveEnded(seen, 'it is done');
    new Map<string, [before: unknown, after: unknown]>([
      ['message', [message, outcome.message]],
      ['peers', [peers, outcome.peers]],
    ]).forEach(([before, after], name) => {
      const [expected, got] = showDifference(before, after);
      seen.must(equals(after, before), {
        tried: `${tried}, and then its ${name}`,
        expected: `the same as before: ${expected}`,
        got,
      });
    });
    await mustReportAnswer(tools, random);
  },
);

/** Opens a peer for each name, in this order. */
async function openAll(
  random: Random,
  behaviour: Readonly<Record<string, PeerBehaviour>>,
): Promise<FakePeer[]> {
  return Promise.all(
    Object.entries(behaviour).map(([name, how]) => FakePeer.open(name, random, how)),
  );
}

function growthOf({ slowness }: Caller): number {
  return Math.min(slowness, MOST_GROWTH);
}

/** Makes one call of `broadcast`. `given` replaces the default arguments. Times grow on a slow machine. */
function call(
  tools: Caller,
  tried: string,
  given: Partial<BroadcastCall> & Pick<BroadcastCall, 'peers'>,
): Promise<Answer> {
  const growth = growthOf(tools);
  const data: BroadcastCall = {
    message: { type: 'getStatus' },
    self: 'f'.repeat(64),
    ...given,
    timeoutMs: Math.ceil((given.timeoutMs ?? AMPLE_MS) * growth),
    waitMs: Math.ceil((given.waitMs ?? WAIT_MS) * growth),
  };
  return tools.play('callBroadcast', { of: 'broadcast', tried }, data);
}

/** Demands that a peer heard a message exactly once. */
function mustHaveHeard(seen: Answer, fake: FakePeer, message: Request): void {
  const { name, heard } = fake;
  const times = fake.timesHeard(message);
  if (times > 0 || heard.length === 0) {
    const got = times === 0 ? 'nothing' : `it ${times} times`;
    seen.must(times === 1, { expected: `${name} hears it once`, got: `${name} hears ${got}` });
  } else {
    const [expected, got] = showDifference(message, heard[heard.length - 1]);
    seen.must(false, { expected: `${name} hears ${expected}`, got: `${name} hears ${got}` });
  }
}

/** Demands that the answer of a peer is reported with this reply. */
async function mustReport(tools: Caller, words: string, peer: Peer, reply: object): Promise<void> {
  const seen = await call(tools, `broadcast to a peer that answers ${words}`, { peers: [peer] });
  const [delivery] = deliveriesIn(seen);
  seen.must(equals(delivery, { peer, reply }), {
    expected: `{ peer, reply }, with the reply ${show(reply)}`,
    got: delivery === undefined ? 'no delivery' : showDelivery(delivery),
  });
}

/** Demands that a random answer is reported. A function that does nothing fails here. */
async function mustReportAnswer(tools: Caller, random: Random): Promise<void> {
  const chain = { type: 'chain', blocks: [], height: random.integer(0, 1_000_000) };
  const [{ peer }] = await openAll(random, { bob: answersReply(chain) });
  await mustReport(tools, 'a chain', peer, chain);
}

function mustHaveEnded(seen: Answer, expected: string): Extract<Outcome, { ended: true }> {
  const outcome = promisedIn(seen);
  const got = outcome.ended ? 'it is done' : `it still waits after ${outcome.afterMs} ms`;
  seen.must(outcome.ended, { expected, got });
  return outcome as Extract<Outcome, { ended: true }>;
}

/** Demands that the call has not rejected. A call that has not settled is fine. */
function mustNotReject(seen: Answer): void {
  const outcome = promisedIn(seen);
  const rejected = outcome.ended ? outcome.rejected : undefined;
  seen.must(rejected === undefined, {
    expected: 'it resolves',
    got: `it rejects with ${rejected}`,
  });
}

/**
 * Demands that the call returned a promise.
 *
 * @returns the outcome of the promise
 */
function promisedIn(seen: Answer): Extract<Outcome, { ended: boolean }> {
  const outcome = seen.read(readOutcome);
  const got = 'noPromise' in outcome ? outcome.noPromise : '';
  seen.must(got === '', { expected: 'it returns a promise', got });
  return outcome as Extract<Outcome, { ended: boolean }>;
}

/** A delivery that a submission made. The other fields can have any value. */
type Claimed = Partial<Record<'peer' | 'reply', unknown>> & { error?: ShownError };

/** More deliveries than this are not compared. */
const MOST_DELIVERIES = 100;

function deliveriesIn(seen: Answer): Claimed[] {
  mustNotReject(seen);
  const { deliveries } = mustHaveEnded(seen, 'it resolves to an array of deliveries');
  seen.must(Array.isArray(deliveries), {
    expected: 'an array of deliveries',
    got: show(deliveries),
  });
  const list = deliveries as unknown[];
  const got = `${list.length} deliveries`;
  seen.must(list.length <= MOST_DELIVERIES, { expected: 'one delivery for each peer', got });
  // `map` would leave the holes of an array.
  return Array.from(list, (delivery) => Object(delivery) as Claimed);
}

/** Returns the name of the peer that a delivery names. */
function receiverOf({ peer }: Claimed): string {
  return wordOf((Object(peer) as Partial<Record<keyof Peer, unknown>>).name ?? '');
}

/** Returns the delivery for a peer. The delivery can have any place in the array. */
function deliveryTo(seen: Answer, peer: Peer | undefined): Claimed {
  const deliveries = deliveriesIn(seen);
  const delivery = deliveries.find((one) => equals(one.peer, peer));
  const others = deliveries.map(showDelivery).join(', ');
  seen.must(delivery !== undefined, {
    expected: `a delivery with the peer ${show(peer)}`,
    got: others === '' ? 'no delivery' : `no such delivery, but ${others}`,
  });
  return delivery ?? {};
}

/** Demands that a peer is reported with one of these errors. */
function mustFail(seen: Answer, peer: Peer, errors: readonly string[]): void {
  const delivery = deliveryTo(seen, peer);
  const { error } = delivery;
  const found = error?.isError ? wordOf(error.kind) : error?.words;
  const isRight = error?.isError && delivery.reply === undefined && errors.includes(`${found}`);
  seen.must(isRight === true, {
    expected: `{ peer, error }, where the error is ${errors.join(' or ')}`,
    got:
      error !== undefined && delivery.reply === undefined
        ? `the error is ${found}`
        : showDelivery(delivery),
  });
}

/** Returns a delivery in words. */
function showDelivery(delivery: Claimed): string {
  const { error, ...rest } = delivery;
  if (error === undefined) return show(delivery);
  const fields = Object.entries(rest).map(([name, part]) => `${name}: ${show(part)}`);
  return `{ ${[...fields, `error: ${error.words}`].join(', ')} }`;
}

/** Returns a message that announces a block. */
function blockMessage(random: Random): Request {
  return { type: 'block', block: random.block(), port: random.integer(1, 65_535) };
}

function namesOf(fakes: readonly FakePeer[]): string {
  return fakes.map(({ name }) => name).join(', ');
}

function namesIn(peers: readonly Peer[]): string[] {
  return peers.map(({ name }) => name);
}

function reportOf(names: readonly string[]): string {
  return names.length === 0 ? 'no delivery' : `deliveries for ${names.join(', ')}`;
}
