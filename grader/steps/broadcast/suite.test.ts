import { setTimeout as sleep } from 'node:timers/promises';
import type * as Broadcast from '../../../solution/broadcast';
import type { Request } from '../../../solution/supplied/wire/messages';
import type { Peer } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Tools } from '../../harness/parent/suite/Check';
import { checksOf } from '../../harness/parent/suite/checksOf';
import type { Random } from '../../harness/parent/suite/Random';
import { show, showDifference, wordOf } from '../../harness/parent/suite/show';
import type { Telling, Told, ToldError } from './child/scenario';
import { equals } from '../support/equals';
import {
  answering,
  breakingOff,
  closeNeighbours,
  dripping,
  leaving,
  mute,
  Neighbour,
  replying,
  resetting,
  saying,
} from './Neighbour';
import type { Manners } from './Neighbour';

const check = checksOf<typeof Broadcast>('broadcast');

afterEach(closeNeighbours);

/** A time-out that nobody here comes near. */
const AMPLE_MS = 10_000;

/** How long an answer is waited for that should come at once, or after a short time-out. */
const PATIENCE_MS = 1500;

/** A time-out that only the silent reach. */
const MIDDLING_MS = 600;

/** A time-out for those who are all silent. */
const SHORT_MS = 150;

const OK = { type: 'ok' };

/** The name of the error for a connection that came to nothing. */
const LOST = 'ConnectionLost';

check(
  'The message goes to each of the peers, once',
  {
    of: 'broadcast',
    sentence: 1,
    points: 1,
    why: 'A block that its miner alone knows of, or that arrives altered, is worth nothing: the others mine on without it, and theirs becomes the longer chain. Whoever hears it twice has the work twice.',
  },
  async ({ play, random }) => {
    const neighbours = await openAll(random, {
      bob: replying(OK),
      carol: replying({ type: 'rejected', code: 'busy', reason: '' }),
      dave: replying(OK),
    });
    const address = random.hex(64);
    const hello: Request = { type: 'hello', protocol: 1, name: 'alice', address, port: 6000 };
    for (const message of [blockMessage(random), hello]) {
      const tried = `broadcast of a ${message.type} message to ${namesOf(neighbours)}`;
      const seen = await tell(play, tried, { message, peers: neighbours.map(({ peer }) => peer) });
      mustNotReject(seen);
      for (const neighbour of neighbours) mustHaveHeard(seen, neighbour, message);
    }
  },
);

check(
  'Whoever has the address self is neither sent to nor reported; with nobody left, the array is empty',
  {
    of: 'broadcast',
    sentence: [2, 9],
    points: 1,
    why: 'Peers tell each other whom they know, so one’s own address comes back. Whoever calls itself takes its own voice for that of another; and the first in a network has nobody to tell, which is no error.',
  },
  async ({ play, random }) => {
    const [self, ...others] = await openAll(random, {
      alice: replying(OK),
      bob: replying(OK),
      carol: replying(OK),
    });
    const [bob, carol] = others.map(({ peer }) => peer);
    const me = self.peer;
    const message = blockMessage(random);
    const elsewhere = { ...me, name: 'alice at another port', port: bob.port };
    for (const [words, peers] of [
      ['nobody', []],
      ['a list of herself alone', [me]],
      ['a list that begins with herself', [me, bob, carol]],
      ['a list with herself in the middle', [bob, me, carol]],
      ['a list that ends with herself', [bob, carol, me]],
      ['a list with herself twice, at two ports', [bob, elsewhere, carol, me]],
    ] as const) {
      const expected = peers.filter(({ address }) => address !== me.address);
      const tried = `broadcast by alice to ${words}`;
      const telling = { message, peers: [...peers], self: me.address };
      const seen = await tell(play, tried, telling);
      seen.must(self.timesHeard(message) === 0, {
        expected: 'alice is not sent to',
        got: 'it was',
      });
      // In whatever order: that is another sentence's.
      const reported = deliveriesIn(seen).map(({ peer }) => (peer as Partial<Peer>)?.name);
      seen.must(equals(reported.toSorted(), namesIn(expected).toSorted()), {
        expected: reportOf(namesIn(expected)),
        got: reportOf(reported),
      });
    }
  },
);

check(
  'An answer is reported as { peer, reply }, as parseReply makes it; rejected is an answer too',
  {
    of: 'broadcast',
    sentence: 5,
    points: 1,
    why: 'A miner that is told not-longest has lost a race and must fetch the winning chain. Taken for an error, it looks as if that peer were dead, and taken as it comes, a reply may contain anything.',
  },
  async ({ play, random }) => {
    const rejected = { type: 'rejected', code: 'not-longest', reason: 'too late' };
    const chain = { type: 'chain', blocks: [], height: random.integer(0, 1000) };
    for (const [words, sent, reply] of [
      ['ok', OK, OK],
      ['ok, with a field that nobody knows', { ...OK, weather: 'fine' }, OK],
      ['rejected', rejected, rejected],
      ['a chain', chain, chain],
    ] as const) {
      const [{ peer }] = await openAll(random, { bob: replying(sent) });
      const seen = await tell(play, `broadcast to a peer that answers ${words}`, { peers: [peer] });
      const [delivery] = deliveriesIn(seen);
      seen.must(equals(delivery, { peer, reply }), {
        expected: `{ peer, reply }, with the reply ${show(reply)}`,
        got: delivery === undefined ? 'no delivery' : showDelivery(delivery),
      });
    }
  },
);

check(
  'The deliveries are in the order of peers, whoever answers first',
  {
    of: 'broadcast',
    sentence: 4,
    points: 1,
    why: 'Whoever looks up the answer of the third peer must not find that of the fastest: the wrong one would be taken for dead.',
  },
  async ({ play, random }) => {
    const names = ['bob', 'carol', 'dave', 'erin'];
    const gone: Array<Promise<void>> = [];
    const neighbours: Neighbour[] = [];
    // The last answers at once, and each of the others after the next one has.
    for (const [i, name] of [...names.entries()].reverse()) {
      const next = gone[i + 1];
      let leave: () => void;
      gone[i] = new Promise((resolve) => (leave = resolve));
      const wait = (): Promise<unknown> | undefined =>
        next && Promise.race([next, sleep(SHORT_MS, undefined, { ref: false })]);
      const answer = answering(JSON.stringify(OK), wait);
      const manners: Manners = async (socket, read) => {
        await answer(socket, read);
        socket.once('close', () => leave());
      };
      neighbours.unshift(await Neighbour.open(name, random, manners));
    }
    const tried = `broadcast to ${namesOf(neighbours)}, who answer in the reverse order`;
    const seen = await tell(play, tried, { peers: neighbours.map(({ peer }) => peer) });
    const reported = deliveriesIn(seen).map(({ peer }) => (peer as Partial<Peer>)?.name);
    seen.must(equals(reported, names), {
      expected: reportOf(names),
      got: reportOf(reported),
    });
  },
);

check(
  'It sends to all at once: nobody’s message waits for another’s answer',
  {
    of: 'broadcast',
    sentence: 3,
    points: 1,
    ms: 3500,
    why: 'One after the other, the last of fifty hears of a block seconds late. Until then it works on an old one, and its work is lost.',
  },
  async ({ play, random }) => {
    const NUMBER = 12;
    let heard = 0;
    let meet: () => void;
    const together = new Promise<void>((resolve) => (meet = resolve));
    // Nobody answers before all have heard, or it is clear that they will not.
    const everybody = Promise.race([
      together.then(() => NUMBER),
      sleep(PATIENCE_MS, undefined, { ref: false }).then(() => heard),
    ]);
    const manners: Manners = answering(JSON.stringify(OK), () => {
      heard++;
      if (heard === NUMBER) meet();
      return everybody;
    });
    const names = Array.from({ length: NUMBER }, (_, i) => `peer ${i + 1}`);
    const crowd = Object.fromEntries(names.map((name) => [name, manners]));
    const peers = (await openAll(random, crowd)).map(({ peer }) => peer);
    const tried = `broadcast to ${NUMBER} peers, none of whom answers before all have heard`;
    const patienceMs = 2 * PATIENCE_MS;
    const seen = await tell(play, tried, { peers, patienceMs });
    mustNotReject(seen);
    const inTime = await everybody;
    seen.must(inTime === NUMBER, {
      expected: `all ${NUMBER} hear`,
      got: `only ${inTime} heard: the others had to wait for the answer`,
    });
    deliveriesIn(seen);
  },
);

check(
  'Anything else is reported as { peer, error }, with what was thrown',
  {
    of: 'broadcast',
    sentence: [1, 6],
    points: 1,
    ms: 3500,
    why: 'The sender must know who did not hear, and why. Whether to try again later, or to stop calling whoever stays silent, is its own decision.',
  },
  async ({ play, random }) => {
    const cases: Array<[words: string, manners: Manners, ...errors: string[]]> = [
      ['reads, and closes without a word', leaving, LOST],
      ['resets the connection', resetting, LOST],
      // The system may report the break as the end of what was sent before it.
      ['breaks off in its answer', breakingOff, LOST, 'bad-json'],
      ['answers in words', saying('Hello, who is there?'), 'bad-json'],
      ['answers half a message', saying('{"type":'), 'bad-json'],
      ['answers with an unknown type', replying({ type: 'banana' }), 'unknown-type'],
      ['answers with a chain of no blocks and no height', replying({ type: 'chain' }), 'bad-shape'],
    ];
    const message = blockMessage(random);
    const tried = (words: string): string => `broadcast to a peer that ${words}`;
    const quick = await openAll(random, Object.fromEntries(cases));
    for (const [i, [words, , ...errors]] of cases.entries()) {
      const { peer } = quick[i];
      const seen = await tell(play, tried(words), { message, peers: [peer] });
      mustFail(seen, peer, errors);
      const times = quick[i].timesHeard(message);
      seen.must(times <= 1, { expected: 'it is sent the message once', got: `${times} times` });
    }
    const [nobody, ...slow] = await openAll(random, {
      'is dead': mute,
      'never answers': mute,
      'sends a space now and then': dripping,
    });
    const dead = await nobody.dead();
    const peers = slow.map(({ peer }) => peer);
    // Some systems try a dead port again for a while.
    const late = await tell(play, tried('is dead'), { peers: [dead], timeoutMs: MIDDLING_MS });
    mustFail(late, dead, [LOST, 'too-slow']);
    const silent = await tell(
      play,
      `broadcast to a peer that ${slow.map(({ name }) => name).join(', and one that ')}, with a time-out of ${SHORT_MS} ms`,
      { peers, timeoutMs: SHORT_MS },
    );
    for (const peer of peers) mustFail(silent, peer, ['too-slow']);
  },
);

check(
  'It never rejects, and no peer changes what is reported of another',
  {
    of: 'broadcast',
    sentence: [7, 8],
    points: 1,
    ms: 3500,
    why: 'In a network somebody is always dead. If that is an error of the whole, or holds it up, one dead peer cuts its neighbours off from all news.',
  },
  async ({ play, random }) => {
    const said = { type: 'rejected', code: 'busy', reason: '' };
    const neighbours = await openAll(random, {
      'one who is dead': mute,
      bob: replying(OK),
      'one who resets': resetting,
      'one who answers in words': saying('hello'),
      carol: replying(said),
      'one who never answers': mute,
      'one who answers with an unknown type': replying({ type: 'banana' }),
      dave: replying(OK),
    });
    const peers = neighbours.map(({ peer }) => peer);
    peers[0] = await neighbours[0].dead();
    const tried = `broadcast to ${namesOf(neighbours)}, with a time-out of ${MIDDLING_MS} ms`;
    const seen = await tell(play, tried, { peers, timeoutMs: MIDDLING_MS });
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
  'It takes no longer than one time-out, however many peers are silent',
  {
    of: 'broadcast',
    sentence: 8,
    points: 1,
    why: 'A machine that hangs goes on accepting connections. Whoever waits for it without a time-out, or for several such peers in turn, stands still for minutes.',
  },
  async ({ play, random }) => {
    const NUMBER = 15;
    const names = Array.from({ length: NUMBER }, (_, i) => `silent ${i + 1}`);
    const crowd = Object.fromEntries(names.map((name) => [name, mute]));
    const silent = await openAll(random, { ...crowd, bob: replying(OK) });
    const tried = `broadcast to ${NUMBER} peers that never answer and one that does, with a time-out of ${SHORT_MS} ms`;
    const peers = silent.map(({ peer }) => peer);
    const seen = await tell(play, tried, { peers, timeoutMs: SHORT_MS });
    mustHaveEnded(seen, `it is done after ${SHORT_MS} ms`);
  },
);

check(
  'tcpClient is given the options: the time-out, and the signal that calls it off',
  {
    of: 'broadcast',
    sentence: [1, 8],
    points: 1,
    why: 'The caller knows how long it can wait, and a user who is told to stop calls off what is under way. If that is not passed on, both wait for the slowest peer.',
  },
  async ({ play, random }) => {
    const [{ peer }] = await openAll(random, { bob: mute });
    const peers = [peer];
    const short = await tell(
      play,
      `broadcast to a peer that never answers, with a time-out of ${SHORT_MS} ms`,
      { peers, timeoutMs: SHORT_MS },
    );
    mustHaveEnded(short, `it is done after ${SHORT_MS} ms`);
    const aborted = await tell(
      play,
      'broadcast to a peer that never answers, with a signal that is aborted meanwhile',
      { peers, abortAfterMs: SHORT_MS / 5 },
    );
    mustHaveEnded(aborted, 'it is done as soon as it is called off');
  },
);

check(
  'message and peers are left as they are',
  {
    of: 'broadcast',
    sentence: 10,
    points: 1,
    why: 'Message and list of peers are the user’s own, and in use while the answers are waited for. Whoever shortens the list loses neighbours, and whoever changes the message changes what is sent elsewhere.',
  },
  async ({ play, random }) => {
    const message = blockMessage(random);
    const neighbours = await openAll(random, {
      dave: replying(OK),
      alice: replying(OK),
      'one who resets': resetting,
      bob: replying(OK),
    });
    const peers = neighbours.map(({ peer }) => peer);
    const self = peers[1].address;
    const tried = `broadcast by alice to ${namesOf(neighbours)}`;
    const seen = await tell(play, tried, { message, peers, self });
    const told = mustHaveEnded(seen, 'it is done');
    new Map<string, [before: unknown, after: unknown]>([
      ['message', [message, told.message]],
      ['peers', [peers, told.peers]],
    ]).forEach(([before, after], name) => {
      const [expected, got] = showDifference(before, after);
      seen.must(equals(after, before), {
        tried: `${tried}, and then its ${name}`,
        expected: `left as it was: ${expected}`,
        got,
      });
    });
  },
);

/** Opens peers of these names and manners, in this order. */
async function openAll(
  random: Random,
  manners: Readonly<Record<string, Manners>>,
): Promise<Neighbour[]> {
  return Promise.all(
    Object.entries(manners).map(([name, how]) => Neighbour.open(name, random, how)),
  );
}

/** Plays the scenario; what is not said is of no account. */
function tell(
  play: Tools<typeof Broadcast>['play'],
  tried: string,
  telling: Partial<Telling> & Pick<Telling, 'peers'>,
): Promise<Answer> {
  const data: Telling = {
    message: { type: 'getStatus' },
    self: 'f'.repeat(64),
    timeoutMs: AMPLE_MS,
    patienceMs: PATIENCE_MS,
    ...telling,
  };
  return play('tell', { of: 'broadcast', tried }, data);
}

/** Demands that somebody heard a message exactly once. */
function mustHaveHeard(seen: Answer, neighbour: Neighbour, message: Request): void {
  const { name, heard } = neighbour;
  const times = neighbour.timesHeard(message);
  if (times > 0 || heard.length === 0) {
    const got = times === 0 ? 'nothing' : `it ${times} times`;
    seen.must(times === 1, { expected: `${name} hears it once`, got: `${name} hears ${got}` });
  } else {
    const [expected, got] = showDifference(message, heard[heard.length - 1]);
    seen.must(false, { expected: `${name} hears ${expected}`, got: `${name} hears ${got}` });
  }
}

function mustHaveEnded(seen: Answer, expected: string): Extract<Told, { ended: true }> {
  const told = promisedIn(seen);
  const got = told.ended ? 'it is done' : `it still waited after ${told.afterMs / 1000} s`;
  seen.must(told.ended, { expected, got });
  return told as Extract<Told, { ended: true }>;
}

/** Demands that it has not rejected; it may still be waiting. */
function mustNotReject(seen: Answer): void {
  const told = promisedIn(seen);
  const rejected = told.ended ? told.rejected : undefined;
  seen.must(rejected === undefined, {
    expected: 'it resolves',
    got: `it rejects with ${rejected}`,
  });
}

/** Demands a promise. @returns what has become of it */
function promisedIn(seen: Answer): Extract<Told, { ended: boolean }> {
  const told = seen.value as Told;
  const got = 'noPromise' in told ? told.noPromise : '';
  seen.must(got === '', { expected: 'it returns a promise', got });
  return told as Extract<Told, { ended: boolean }>;
}

/** A delivery as a submission made it: who knows what is in it. */
type Claimed = Partial<Record<'peer' | 'reply' | 'error', unknown>>;

function deliveriesIn(seen: Answer): Claimed[] {
  mustNotReject(seen);
  const { deliveries } = mustHaveEnded(seen, 'it resolves to an array of deliveries');
  seen.must(Array.isArray(deliveries), {
    expected: 'an array of deliveries',
    got: show(deliveries),
  });
  return (deliveries as unknown[]).map((delivery) => Object(delivery) as Claimed);
}

/** What is reported of a peer, wherever in the array. */
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
  const error = delivery.error as ToldError | undefined;
  const found = error?.isError ? wordOf(error.called) : error?.words;
  const isRight = error?.isError && delivery.reply === undefined && errors.includes(String(found));
  seen.must(isRight === true, {
    expected: `{ peer, error }, where the error is ${errors.join(' or ')}`,
    got:
      error !== undefined && delivery.reply === undefined
        ? `the error is ${found}`
        : showDelivery(delivery),
  });
}

/** A delivery, with its error in a few words. */
function showDelivery(delivery: Claimed): string {
  const { error, ...rest } = delivery;
  if (error === undefined) return show(delivery);
  const fields = Object.entries(rest).map(([name, part]) => `${name}: ${show(part)}`);
  return `{ ${[...fields, `error: ${(error as ToldError).words}`].join(', ')} }`;
}

/** A message that announces a block. */
function blockMessage(random: Random): Request {
  return { type: 'block', block: random.block(), port: random.integer(1, 65_535) };
}

function namesOf(neighbours: readonly Neighbour[]): string {
  return neighbours.map(({ name }) => name).join(', ');
}

function namesIn(peers: readonly Peer[]): string[] {
  return peers.map(({ name }) => name);
}

function reportOf(names: readonly unknown[]): string {
  return names.length === 0 ? 'no delivery' : `deliveries for ${names.join(', ')}`;
}
