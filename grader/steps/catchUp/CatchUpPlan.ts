import * as fc from 'fast-check';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import type { Block } from '../../../solution/supplied/types';
import { longBranch } from '../support/child/longBranch';
import { countBlocks } from '../support/countBlocks';
import { FAULTS, faultyBranch } from '../support/faultyBranch';
import { grow, otherGenesis } from '../support/sampleBlocks';
import { TWIN } from './child/scenario';
import type { CatchUpCase, EventWhileAsking } from './ScriptedChainPeer';

const BEGIN = 1_700_000_000_000;
const HOUR = 3_600_000;
/** An event that happens each time. No peer is asked so often. */
const ALWAYS = 99;

/** What happens while we wait for an answer. */
const KINDS = [
  'its blocks arrive',
  'we mine',
  'it grows',
  'it changes its branch',
  'it claims more',
  'it claims less',
  'it sends nothing',
  'it sends fewer',
  'it sends a faulty block',
  'it sends a changed block under its old hash',
  'it sends blocks of another chain',
  'it sends our blocks from another height',
  'the connection breaks',
] as const;

interface PlannedEvent {
  kind: (typeof KINDS)[number];
  /** The event happens when we ask from this index, counted from the fork. */
  at: number;
  times: number;
  size: number;
}

/** A case in a few small numbers. */
export interface CatchUpPlan {
  /** The height of the newest block that is on both chains. */
  shared: number;
  /** How many blocks we and the peer have above it. */
  ours: number;
  theirs: number;
  pageSize: number;
  /** How much the claimed height differs from the peer's height. */
  claims: number;
  fault: number;
  events: readonly PlannedEvent[];
  /** The call of `adopt` that throws a `Refusal`, from 0, and its code. None, if it is -1. */
  refused: { call: number; code: string };
  hasTwin: boolean;
  /** True if the same program has fetched the peer's blocks before, without adopting them. */
  hasFetched: boolean;
}

/** All plans. Most have an honest peer, or one event. */
export const PLANS: fc.Arbitrary<CatchUpPlan> = fc.record({
  shared: fc.oneof(fc.nat(9), fc.constantFrom(0, 1, 7, 8, 15, 16, 30)),
  ours: fc.oneof(fc.nat(4), fc.constantFrom(0, 0, 1, 2, 3, 7, 8, 15)),
  theirs: fc.oneof(fc.nat(12), fc.constantFrom(0, 1, 8, 20)),
  pageSize: fc.constantFrom(1, 2, 3, 4, 5, 8, 500),
  claims: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(-1, -2, -5, -50, 1, 2, 9, 1e6) },
  ),
  fault: fc.nat(Object.keys(FAULTS).length - 1),
  events: fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      at: fc.integer({ min: -3, max: 10 }),
      times: fc.constantFrom(1, 1, 1, 2, 3, ALWAYS),
      size: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 3 },
  ),
  refused: fc.record({
    call: fc.constantFrom(-1, -1, -1, -1, -1, 0, 1, 2),
    code: fc.constantFrom('insufficient-funds', 'unknown-parent', 'bad-link'),
  }),
  hasTwin: fc.constantFrom(false, false, false, true),
  hasFetched: fc.constantFrom(false, false, false, true),
});

const PLAIN: Omit<CatchUpPlan, 'shared' | 'ours' | 'theirs' | 'pageSize'> = {
  claims: 0,
  fault: 0,
  events: [],
  refused: { call: -1, code: '' },
  hasTwin: false,
  hasFetched: false,
};
const FORGED = 'it sends a changed block under its old hash';

/** Plans that are hardly ever drawn. Two of them have long chains. */
export const SPECIAL_PLANS: readonly CatchUpPlan[] = [
  { ...PLAIN, shared: 2, ours: 1300, theirs: 1301, pageSize: 500 },
  { ...PLAIN, shared: 700, ours: 1, theirs: 1100, pageSize: 499 },
  ...[0, 2].map((at) => ({
    ...{ ...PLAIN, shared: 1, ours: 0, theirs: 6, pageSize: 4, hasFetched: true },
    events: [{ kind: FORGED, at, times: ALWAYS, size: 2 } as const],
  })),
];

/** Blocks of longer chains are made without work, because this takes a tenth of the time. */
const LONG = 100;

/** Returns the case of a plan. The same plan gives the same case. */
export function caseOfPlan(plan: CatchUpPlan): CatchUpCase {
  const isLong = Math.max(plan.ours, plan.theirs) > LONG;
  const growth = isLong ? longBranch : grow;
  const genesis = createGenesisBlock(BEGIN, isLong ? 0 : 1);
  const common = [genesis, ...growth(genesis, plan.shared, 'alice')];
  const fork = common[plan.shared];
  const ours = [...common, ...growth(fork, plan.ours, 'alice')];
  const theirs = [...common, ...growth(fork, plan.theirs, 'bob')];
  const now = BEGIN + HOUR;
  const claims = Math.max(0, theirs.length - 1 + plan.claims);
  const given = { ours, theirs, now };
  const events = plan.events.map((event) => eventOf(event, plan, given));
  return {
    ...given,
    pageSize: plan.pageSize,
    ...(plan.claims !== 0 && { claims }),
    ...(plan.refused.call >= 0 && { refused: plan.refused }),
    hasTwin: plan.hasTwin,
    ...(plan.hasFetched && { fetched: theirs }),
    events,
  };
}

function eventOf(
  { kind, at: offset, times, size }: PlannedEvent,
  { shared, pageSize, fault }: CatchUpPlan,
  { ours, theirs, now }: { ours: readonly Block[]; theirs: readonly Block[]; now: number },
): EventWhileAsking {
  const at = Math.max(0, shared + 1 + offset);
  const below = theirs[Math.min(at, theirs.length) - 1] ?? theirs[0];
  const fork = theirs[shared];
  switch (kind) {
    case 'its blocks arrive':
      return { at, arrives: theirs.slice(shared + 1, ours.length + size) };
    case 'we mine':
      return { at, arrives: grow(ours[ours.length - 1], size, 'alice') };
    case 'it grows':
      return { at, changesTo: [...theirs, ...grow(theirs[theirs.length - 1], size, 'bob')] };
    case 'it changes its branch':
      return {
        at,
        changesTo: [
          ...theirs.slice(0, shared + 1),
          ...grow(fork, theirs.length - shared + size, 'carol'),
        ],
      };
    case 'it claims more':
      return { at, claims: theirs.length + 3 * size };
    case 'it claims less':
      return { at, claims: Math.max(0, theirs.length - 1 - size) };
    case 'it sends nothing':
      return { at, times, sends: [] };
    case 'it sends fewer':
      return { at, times, sends: theirs.slice(at, at + Math.min(size, pageSize)) };
    case 'it sends a faulty block': {
      const length = Math.min(size, pageSize);
      return {
        at,
        times,
        sends: faultyBranch(below, length, length - 1, Object.keys(FAULTS)[fault], now),
      };
    }
    case FORGED: {
      const page = theirs.slice(at, at + Math.min(size, pageSize));
      const last = page.pop();
      const forged = last && { ...last, data: { ...last.data, id: `${last.data.id}-x` } };
      return { at, times, sends: forged === undefined ? [] : [...page, forged] };
    }
    case 'it sends blocks of another chain': {
      const other = otherGenesis(theirs[0]);
      return {
        at,
        times,
        sends: [other, ...grow(other, at + size, 'mallory')].slice(at, at + size),
      };
    }
    case 'it sends our blocks from another height': {
      const other = Math.max(0, (at + size) % ours.length);
      return { at, times, sends: ours.slice(other, other + 1) };
    }
    case 'the connection breaks':
      return { at, breaks: 'the connection broke' };
  }
}

/** Tells a plan as numbered lines. */
export function tellPlan({
  shared,
  ours,
  theirs,
  pageSize,
  claims,
  fault,
  events,
  refused,
  hasTwin,
  hasFetched,
}: CatchUpPlan): string {
  const lines = [
    ...(hasFetched
      ? [
          'An earlier call of catchUp, for another chain of ours, has got all blocks of this peer. There, adopt said false.',
        ]
      : []),
    `Our tip is block ${shared + ours}. The peer's tip is block ${shared + theirs}. Block ${shared} is the newest that both have.`,
    `The peer sends at most ${countBlocks(pageSize)} at a time${claims === 0 ? '' : `, and claims the height ${Math.max(0, shared + theirs + claims)}`}.`,
    ...events.map((event) => tellEvent(event, shared, fault)),
    ...(refused.call < 0
      ? []
      : [`Call ${refused.call + 1} of adopt throws a Refusal with the code ${refused.code}.`]),
    ...(hasTwin
      ? [`At the same time, the program catches up on another chain, by ${TWIN} blocks.`]
      : []),
  ];
  return ['catchUp:', ...lines.map((line, i) => `${i + 1}. ${line}`)].join('\n');
}

function tellEvent({ kind, at, times, size }: PlannedEvent, shared: number, fault: number): string {
  const isOnce = times === 1 || !kind.startsWith('it sends');
  const often = isOnce ? 'When' : times === ALWAYS ? 'Each time' : `The first ${times} times that`;
  const asked = `${often} it is asked from ${Math.max(0, shared + 1 + at)}: `;
  const some = countBlocks(size);
  const told: Readonly<Record<typeof kind, string>> = {
    'its blocks arrive': 'our own user gets blocks of this peer from another user',
    'we mine': `our own user has mined ${some} more`,
    'it grows': `its chain has grown by ${some}`,
    'it changes its branch': `it has changed to a different branch, which is longer by ${some}`,
    'it claims more': 'it claims a greater height',
    'it claims less': 'it claims a smaller height',
    'it sends nothing': 'it sends no blocks',
    'it sends fewer': `it sends at most ${some}`,
    'it sends a faulty block': `it sends ${some}, of which the last ${Object.keys(FAULTS)[fault]}`,
    'it sends a changed block under its old hash': `it sends ${some}; the last has a changed id and still its old hash`,
    'it sends blocks of another chain': `it sends ${some} of a chain with a different genesis block`,
    'it sends our blocks from another height': 'it sends a block of ours from another height',
    'the connection breaks': 'the connection breaks',
  };
  return `${asked}${told[kind]}.`;
}
