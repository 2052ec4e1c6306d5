import { isRecord } from '../../../harness/parent/sandbox/isRecord';
import { Random } from '../../../harness/parent/suite/Random';
import type { SearchTools } from '../../../harness/parent/suite/Search';
import type { CallsMove, GivenOptions } from '../channel/CallsMove';
import { FakePeer } from '../FakePeer';
import type { PeerBehaviour } from '../FakePeer';
import { ANSWERS, CallJudge, play, WAY_WORDS } from './CallJudge';
import type { Way } from './CallJudge';

const NAMES = ['bob', 'carol', 'dave'];
const ANSWERED: readonly Way[] = ['ok', 'chain', 'close'];
const SILENT: readonly Way[] = ['silent', 'silent', 'silent'];
const MIXED: readonly Way[] = ['ok', 'silent', 'close'];
/** A lost connection looks the same, whichever side ends it. */
const LOST: readonly Way[] = ['close', 'close', 'close'];

/** How long a call waits for silent peers before its signal is aborted. */
const ABORT_MS = 20;
/** A time-out that ends only calls that should have ended before. */
const TIMEOUT_MS = 300;
/** A time-out that is too long to happen here. */
const AMPLE_MS = 10_000;
const WAIT_MS = 2000;

/** Options of a call, and what the peers do with it. */
interface Case {
  words: string;
  /** Missing for a call without options. */
  options?: GivenOptions;
  ways: readonly Way[];
  /** When the signal is aborted. */
  abort?: 'before' | 'begun' | 'waiting' | 'ended';
  /** True if no connection can be made. */
  isLost?: true;
}

const SIGNAL: GivenOptions = { timeoutMs: TIMEOUT_MS, hasSignal: true };

/** Each option at its edges, and with each change during the call. */
const CASES: readonly Case[] = [
  { words: 'without options', ways: ANSWERED },
  { words: 'with the options {}', options: {}, ways: ANSWERED },
  { words: 'with timeoutMs: 1000000000', options: { timeoutMs: 10 ** 9 }, ways: ANSWERED },
  // With these time-outs, an answer can be too late.
  { words: 'with timeoutMs: 0', options: { timeoutMs: 0 }, ways: SILENT },
  { words: 'with timeoutMs: 1', options: { timeoutMs: 1 }, ways: SILENT },
  {
    words: "with localAddress: '::1', from which no peer here can be reached",
    options: { timeoutMs: TIMEOUT_MS, localAddress: '::1' },
    ways: MIXED,
    isLost: true,
  },
  { words: 'with an aborted signal', options: SIGNAL, ways: MIXED, abort: 'before' },
  {
    words: 'with a signal that is aborted as soon as the first two calls have begun',
    options: SIGNAL,
    ways: MIXED,
    abort: 'begun',
  },
  {
    words: `with a signal that is aborted ${ABORT_MS} ms later`,
    options: SIGNAL,
    ways: MIXED,
    abort: 'waiting',
  },
  {
    words: 'with a signal that is aborted after the answers',
    options: { ...SIGNAL, timeoutMs: AMPLE_MS },
    ways: ANSWERED,
    abort: 'ended',
  },
];

/** The other call has other options, so nothing changes its outcome. */
const CALLS = ['first', 'other', 'last'] as const;

/** Tries each case of the options: two calls at the same time, and a third with the same options. */
export async function tryOptions(tools: SearchTools): Promise<void> {
  const random = new Random(`${tools.seed} options`);
  const ways: Array<readonly Way[]> = [];
  const fakes = await Promise.all(
    NAMES.map((name, peer) => FakePeer.open(name, random, doing(peer, ways))),
  );
  const peers = fakes.map(({ peer }) => peer);
  const self = random.hex(64);
  for (const one of CASES) {
    const begins = CALLS.map((begin): CallsMove => {
      ways.push(begin === 'other' ? ANSWERED : one.ways);
      const message = { type: 'block', block: random.block(), port: ways.length } as const;
      const options = begin === 'other' ? 'other' : one.options && 'given';
      return { begin, list: 'list', message, self, ...(options && { options }) };
    });
    const tried = tell(one);
    const outcomes = await play(tools, tried, {
      lists: { list: peers },
      options: { given: one.options ?? {}, other: { timeoutMs: AMPLE_MS } },
      moves: movesOf(one, begins),
      waitMs: WAIT_MS,
    });
    const judge = new CallJudge(tools, tried);
    for (const [i, call] of CALLS.entries()) {
      const wanted = wantedWays(one, call);
      const canBeLost = call === 'first' && one.abort === 'waiting';
      judge.deliveries(
        outcomes[call],
        peers.map((peer, j) => ({ peer, way: wanted[j], canBeLost })),
        `call ${i + 1}`,
        4,
      );
    }
  }
}

function wantedWays({ ways, abort, isLost }: Case, call: string): readonly Way[] {
  if (call === 'other') return ANSWERED;
  if (isLost === true || abort === 'before' || abort === 'begun') return LOST;
  if (abort !== undefined && call === 'last') return LOST;
  return abort === 'waiting' ? ways.map((way) => (way === 'silent' ? 'close' : way)) : ways;
}

const ABORT = { abort: 'given' };

function movesOf({ abort }: Case, [first, other, last]: readonly CallsMove[]): CallsMove[] {
  return [
    ...(abort === 'before' ? [ABORT] : []),
    ...[first, other],
    ...(abort === 'begun' ? [ABORT] : []),
    ...(abort === 'waiting' ? [{ ...ABORT, afterMs: ABORT_MS }] : []),
    ...[{ end: 'first' }, { end: 'other' }],
    ...(abort === 'ended' ? [ABORT] : []),
    ...[last, { end: 'last' }],
  ];
}

/** Does what the call says whose number is the port of the message. */
function doing(peer: number, ways: ReadonlyArray<readonly Way[]>): PeerBehaviour {
  return async (socket, read) => {
    const message = await read();
    const call = isRecord(message) ? Number(message.port) - 1 : 0;
    const way = ways.at(call)?.[peer] ?? 'close';
    if (way === 'silent') return;
    const answer = way === 'close' ? '' : ANSWERS[way];
    socket.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };
}

function tell({ words, ways }: Case): string {
  const doings = (each: readonly Way[]): string =>
    NAMES.map((name, i) => `${name} ${WAY_WORDS[each[i]]}`).join(', ');
  return [
    `3 calls to ${NAMES.join(', ')}, the first two at the same time`,
    `1. broadcast ${words}: ${doings(ways)}`,
    `2. broadcast with timeoutMs: ${AMPLE_MS}: ${doings(ANSWERED)}`,
    '3. broadcast with the same options object as in call 1, and the same peers',
  ].join('\n');
}
