import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import type { Request } from '../../../solution/supplied/wire/messages';
import type { Peer } from '../../../solution/supplied/types';
import { NotJudged } from '../../harness/parent/suite/NotJudged';
import { Random } from '../../harness/parent/suite/Random';
import type { Replay, Search, SearchTools } from '../../harness/parent/suite/Search';
import { SearchFailed } from '../../harness/parent/suite/SearchFailed';
import type { CallsData, CallsMove } from './channel/CallsMove';
import { answersTextAfter, closeFakePeers, FakePeer } from './FakePeer';
import type { PeerBehaviour } from './FakePeer';
import { Gathering } from './Gathering';
import { ANSWERS, CallJudge, play, WAY_WORDS, WAYS } from './search/CallJudge';
import type { Way } from './search/CallJudge';
import { simplerRows } from './search/simplerRows';
import type { Row } from './search/simplerRows';
import { tryOptions } from './search/tryOptions';

/** How many rows of calls are drawn. */
const ROWS = 12;
/** How long to wait for a call, in milliseconds. */
const WAIT_MS = 2000;
/** A time-out that is too long to happen here. */
const AMPLE_MS = 10_000;
/** A time-out that happens only with silent peers. */
const TIMEOUT_MS = 300;
/** How long a failing row is made simpler, in milliseconds. */
const SIMPLER_MS = 1500;
const CROWD = 150;

const NAMES = ['bob', 'carol', 'dave', 'erin'];

const ROW: fc.Arbitrary<Row> = fc.record({
  ways: fc.array(
    fc.tuple(
      ...NAMES.map(() => fc.constantFrom<Way>('ok', 'chain', 'rejected', ...WAYS.slice(0, 6))),
    ),
    { minLength: 2, maxLength: 4 },
  ),
  turns: fc.array(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), {
    minLength: 4,
    maxLength: 4,
  }),
  self: fc.integer({ min: -1, max: 3 }),
  isAtOnce: fc.boolean(),
  changes: fc.boolean(),
  hasMoved: fc.constantFrom(false, false, true),
});

/** Tries rows of calls in one program, then calls with other options, and then a crowd. */
export const search: Search = async (tools) => {
  // Two peers with the address of the sender are no case of their own.
  const rows = fc.sample(
    ROW.map((row) => ({ ...row, hasMoved: row.hasMoved && row.self !== 0 && row.self !== 2 })),
    { seed: tools.seed, numRuns: ROWS },
  );
  const cases: Case[] = [
    ...[SILENT_THEN_ALIVE, ...rows].map((row, number): Case => ({ row, number })),
    ...(Object.keys(SPECIAL) as Array<keyof typeof SPECIAL>).map((special): Case => ({ special })),
  ];
  for (const one of cases) {
    await tryCase(tools, one).catch(async (error: unknown) => {
      throw error instanceof SearchFailed ? await simplest(tools, error) : error;
    });
  }
};

export const replay: Replay = (tools, searched) => tryCase(tools, searched as Case);

/** A row with its number, or the name of a special case. */
type Case = { row: Row; number: number } | { special: keyof typeof SPECIAL };

const SPECIAL = {
  options: tryOptions,
  twins: tryTwins,
  overlap: tryOverlap,
  crowd: tryCrowd,
  nobody: tryNobody,
} as const;

/** @throws SearchFailed if a call broke a sentence */
async function tryCase(tools: SearchTools, one: Case): Promise<void> {
  try {
    await ('row' in one ? tryRow(tools, one.row, one.number) : SPECIAL[one.special](tools));
  } catch (error) {
    if (error instanceof SearchFailed) error.failure.searched = one;
    throw error;
  } finally {
    closeFakePeers();
  }
}

/** Makes a failing row simpler while the same sentence is broken. Returns the last failure. */
async function simplest(tools: SearchTools, failed: SearchFailed): Promise<SearchFailed> {
  const end = performance.now() + SIMPLER_MS;
  const firstFailing = async (one: Case): Promise<SearchFailed | undefined> => {
    for (const row of 'row' in one ? simplerRows(one.row) : []) {
      if (performance.now() > end) return undefined;
      const error: unknown = await tryCase(tools, { ...one, row }).catch(
        (thrown: unknown) => thrown,
      );
      if (error instanceof SearchFailed && error.sentence === failed.sentence) return error;
      // The time of the search is over.
      if (error instanceof NotJudged) return undefined;
    }
    return undefined;
  };
  let found = failed;
  for (let next: SearchFailed | undefined = failed; next !== undefined;) {
    found = next;
    next = await firstFailing(found.failure.searched as Case);
  }
  return found;
}

/** A peer that is often dead and then lives, and peers that fail in each way. */
const SILENT_THEN_ALIVE: Row = {
  ways: [
    // With an answer in this call, a busy machine could make the answer too late.
    ['silent', 'silent', 'silent', 'silent'],
    ['close', 'close', 'close', 'text'],
    ['close', 'ok', 'close', 'unknown'],
    ['close', 'chain', 'close', 'ok'],
    ['ok', 'ok', 'ok', 'rejected'],
  ],
  turns: Array.from({ length: 5 }, () => [3, 2, 1, 0]),
  self: -1,
  isAtOnce: false,
  changes: false,
  hasMoved: false,
};

async function tryRow(tools: SearchTools, row: Row, number: number): Promise<void> {
  const random = new Random(`${tools.seed} broadcast ${number}`);
  const messages = row.ways.map((_ways, call): Request => ({
    type: 'block',
    block: random.block(),
    port: call + 1,
  }));
  const gates = row.turns.map(() => new Turns());
  const fakes = await Promise.all(
    NAMES.map((name, peer) => FakePeer.open(name, random, inTurn(row, peer, gates))),
  );
  const [{ address: shared }] = fakes.map((fake) => fake.peer);
  const peers = fakes.map(({ peer }, i) =>
    row.hasMoved && i === 2 ? { ...peer, address: shared } : peer,
  );
  const self = peers[row.self]?.address ?? random.hex(64);
  const extra = { ...peers[0], name: 'frank', address: random.hex(64) };
  const moves: CallsMove[] = [];
  const end = (call: number): void => {
    moves.push({ end: String(call) });
    if (row.changes) moves.push({ spoil: String(call) });
  };
  const receivers = peers.filter(({ address }) => address !== self);
  for (const [call, message] of messages.entries()) {
    const options = row.ways[call].includes('silent') ? 'short' : 'usual';
    moves.push({ begin: String(call), list: `list${call}`, message, self, options });
    if (row.changes) moves.push({ shift: `list${call}` }, { add: extra, to: `list${call}` });
    if (!row.isAtOnce) end(call);
  }
  if (row.isAtOnce) for (const call of messages.keys()) end(call);
  const lists = Object.fromEntries(messages.map((_message, call) => [`list${call}`, [...peers]]));
  const tried = tellRow(row);
  const options = { usual: { timeoutMs: AMPLE_MS }, short: { timeoutMs: TIMEOUT_MS } };
  const outcomes = await play(tools, tried, { lists, options, moves, waitMs: WAIT_MS });
  const judge = new CallJudge(tools, tried);
  for (const [call, message] of messages.entries()) {
    const wanted = receivers.map((peer) => ({ peer, way: row.ways[call][peers.indexOf(peer)] }));
    judge.deliveries(outcomes[call], wanted, `call ${call + 1}`);
    for (const [i, fake] of fakes.entries()) {
      const times = fake.timesHeard(message);
      const isSelf = peers[i].address === self;
      if (times !== (isSelf ? 0 : 1)) {
        const words = isSelf ? 'no message, because it is self' : 'the message once';
        judge.fail(
          isSelf ? 2 : 1,
          `call ${call + 1}: ${fake.name} gets ${words}`,
          `${times} times`,
        );
      }
    }
  }
}

/** The order of the answers in one call. */
class Turns {
  private readonly gone = new Map<number, Promise<void>>();
  private readonly leave = new Map<number, () => void>();

  constructor() {
    for (const peer of NAMES.keys()) {
      this.gone.set(peer, new Promise((resolve) => this.leave.set(peer, resolve)));
    }
  }

  /** Resolves when this peer has answered. */
  of(peer: number): Promise<void> {
    return this.gone.get(peer) ?? Promise.resolve();
  }

  /** Notes that this peer has answered. */
  left(peer: number): void {
    this.leave.get(peer)?.();
  }
}

/** Answers each call as the row says, after the peers that come before. */
function inTurn(row: Row, peer: number, gates: readonly Turns[]): PeerBehaviour {
  return async (socket, read) => {
    const { port } = Object(await read()) as { port?: unknown };
    const call = Number(port) - 1;
    const order = row.turns[call] ?? [];
    const way = row.ways[call]?.[peer] ?? 'ok';
    const before = order[order.indexOf(peer) - 1];
    const isWaited =
      before !== undefined && before !== row.self && row.ways[call]?.[before] !== 'silent';
    // A file that sends one message after the other never gets an earlier answer.
    if (isWaited)
      await Promise.race([
        gates[call].of(before),
        sleep(TIMEOUT_MS / 3, undefined, { ref: false }),
      ]);
    if (way === 'silent') return;
    socket.once('close', () => gates[call]?.left(peer));
    const answer = way === 'close' ? '' : ANSWERS[way];
    socket.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };
}

/** Two peers with the same port on two hosts, one of them dead. */
async function tryTwins(tools: SearchTools): Promise<void> {
  const random = new Random(`${tools.seed} twins`);
  const bob = await FakePeer.open('bob', random, answersTextAfter('{"type":"ok"}', noWait));
  const carol = { ...bob.peer, name: 'carol', address: random.hex(64), host: '127.0.0.2' };
  const tried = 'broadcast to bob, and to carol, who has the same port on another host and is dead';
  for (const list of [
    [bob.peer, carol],
    [carol, bob.peer],
  ]) {
    const outcomes = await play(tools, tried, oneCall(list, random));
    new CallJudge(tools, tried).deliveries(
      outcomes.call,
      list.map((peer) => ({ peer, way: peer === carol ? 'close' : 'ok' })),
      'it',
    );
  }
}

/** A call that does not have to wait for an earlier call, which waits for a silent peer. */
async function tryOverlap(tools: SearchTools): Promise<void> {
  const random = new Random(`${tools.seed} overlap`);
  const silent = await FakePeer.open('bob', random, noWait);
  const carol = await FakePeer.open('carol', random, answersTextAfter('{"type":"ok"}', noWait));
  const [first, second] = [oneCall([silent.peer], random), oneCall([carol.peer], random)];
  const tried =
    'broadcast to bob, who is silent, and at the same time to carol, who answers at once';
  const outcomes = await play(tools, tried, {
    lists: { first: [silent.peer], second: [carol.peer] },
    options: first.options,
    moves: [
      ...first.moves.flatMap((move) =>
        'begin' in move ? [{ ...move, begin: 'first', list: 'first' }] : [],
      ),
      ...second.moves.flatMap((move) =>
        'begin' in move ? [{ ...move, begin: 'second', list: 'second' }] : [],
      ),
      { end: 'second' },
    ],
    waitMs: WAIT_MS / 2,
  });
  new CallJudge(tools, tried).deliveries(
    outcomes.second,
    [{ peer: carol.peer, way: 'ok' }],
    'the second call',
  );
}

/** Many peers, none of whom answers before all have heard. */
async function tryCrowd(tools: SearchTools): Promise<void> {
  const random = new Random(`${tools.seed} crowd`);
  const gathering = new Gathering(CROWD, () => (WAIT_MS / 2) * tools.slowness);
  const hosts = await Promise.all(
    ['a', 'b', 'c'].map((name) => FakePeer.open(name, random, gathering.behaviour)),
  );
  const peers = Array.from({ length: CROWD }, (_, i) => ({
    ...hosts[i % hosts.length].peer,
    name: `peer ${i + 1}`,
    address: random.hex(64),
  }));
  const tried = `broadcast to ${CROWD} peers, and none answers before all have the message`;
  const outcomes = await play(tools, tried, oneCall(peers, random));
  const judge = new CallJudge(tools, tried);
  const before = await gathering.heard();
  if (before < CROWD) {
    judge.fail(
      3,
      `all ${CROWD} get the message before the first answers`,
      `only ${before} have it`,
    );
  }
  judge.deliveries(
    outcomes.call,
    peers.map((peer) => ({ peer, way: 'ok' })),
    'it',
  );
}

/** Nobody to send to, twice. The caller has changed the first result. */
async function tryNobody(tools: SearchTools): Promise<void> {
  const random = new Random(`${tools.seed} nobody`);
  const { moves, ...others } = oneCall([], random);
  const again = moves.map((move) =>
    'begin' in move ? { ...move, begin: 'again' } : { end: 'again' },
  );
  const tried = 'broadcast to no peers, twice; in between the caller adds to the first result';
  const data = { ...others, moves: [...moves, { spoil: 'call' }, ...again] };
  const outcomes = await play(tools, tried, data);
  new CallJudge(tools, tried).deliveries(outcomes.again, [], 'the second call', 9);
}

const noWait = (): undefined => undefined;

function oneCall(list: Peer[], random: Random): CallsData {
  const message: Request = { type: 'getStatus' };
  const begin = { begin: 'call', list: 'list', message, self: random.hex(64), options: 'usual' };
  const options = { usual: { timeoutMs: AMPLE_MS } };
  return { lists: { list }, options, moves: [begin, { end: 'call' }], waitMs: WAIT_MS };
}

/** Tells a row of calls as numbered lines. */
function tellRow({ ways, turns, self, isAtOnce, changes, hasMoved }: Row): string {
  const who = NAMES.map((name, i) => (i === self ? `${name} (who is self)` : name)).join(', ');
  const calls = ways.map((each, call) => {
    const order = turns[call].filter((peer) => peer !== self);
    const doings = order.map((peer) => `${NAMES[peer]} ${WAY_WORDS[each[peer]]}`).join(', ');
    return `${call + 1}. In this order: ${doings}`;
  });
  const when = isAtOnce ? ', all at the same time' : ', one after the other';
  return [
    `${ways.length === 1 ? 'a call' : `${ways.length} calls`} of broadcast to ${who}${ways.length === 1 ? '' : when}`,
    ...(changes
      ? [
          'While a call waits, the caller removes the first peer of its list and adds another one. Later it changes the result.',
        ]
      : []),
    ...(hasMoved ? [`${NAMES[2]} has the address of ${NAMES[0]}, because a user has moved.`] : []),
    ...calls,
  ].join('\n');
}
