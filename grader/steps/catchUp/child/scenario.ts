import type * as CatchUp from '../../../../solution/catchUp';
import { longestChain } from '../../../../solution/longestChain';
import { reorganise } from '../../../../solution/reorganise';
import { createChain, pushBlock } from '../../../../solution/supplied/chain/Chain';
import type { ChainReply } from '../../../../solution/supplied/wire/messages';
import type { Block, Branch } from '../../../../solution/supplied/types';

const { isArray } = Array;
const { setImmediate, structuredClone } = globalThis;

/** After this many questions, the call counts as endless. */
const MOST_QUESTIONS = 100;

/** Our chain, a peer, and all events while we catch up. */
export interface CatchUpCase {
  /** Our blocks, genesis first. */
  ours: Block[];
  /** The blocks of the peer, by index. */
  theirs: Block[];
  /** The maximum number of blocks in one answer of the peer. The default is no maximum. */
  pageSize?: number;
  /** The height that the peer claims. The default is the true height. */
  claims?: number;
  /** Our clock, in milliseconds since 1970. */
  now: number;
  events: EventWhileAsking[];
}

/** An event while we wait for the answer to a question. */
export interface EventWhileAsking {
  /** The event happens at the first question that asks for blocks from this index on. */
  at: number;
  /** At how many of these questions the event happens. The default is one. */
  times?: number;
  /** A branch reaches us from another peer. */
  arrives?: Branch;
  /** The peer changes to this chain. */
  changesTo?: Block[];
  /** The peer claims this height from now on. */
  claims?: number;
  /** The peer sends these values instead of its blocks. */
  sends?: unknown[];
  /** The connection breaks, and the error has this message. */
  breaks?: string;
}

/** The values that the scenario saw. */
export interface Seen {
  questions: Array<{ from: unknown; limit: unknown }>;
  /** The branches that `adopt` got, and the answers of `adopt`. */
  offers: Array<{ branch: unknown; taken: boolean }>;
  /** How the call ended: with a value, with an error, or not at all. */
  ended: { returned: unknown } | { refused: unknown } | { failed: string } | { endless: true };
  /** The hashes of our blocks after the call. */
  hashes: unknown[];
}

/** Calls `catchUp` with a scripted peer. */
export async function callCatchUp(
  { catchUp }: typeof CatchUp,
  { ours, theirs, pageSize = Infinity, claims, now, events }: CatchUpCase,
): Promise<Seen> {
  const chain = createChain(ours[0]);
  for (const block of ours.slice(1)) pushBlock(chain, block);
  const seen: Seen = { questions: [], offers: [], ended: { endless: true }, hashes: [] };
  const left = events.map(({ times = 1 }) => times);
  let theirBlocks = theirs;
  let claimed = claims;
  let giveUp = (): void => undefined;
  const endless = new Promise<Seen['ended']>((resolve) => {
    giveUp = () => resolve({ endless: true });
  });

  const change = (branch: Branch): boolean => {
    const best = longestChain(chain, [branch], now);
    if (best === null) return false;
    reorganise(chain, best, now);
    return true;
  };
  const adopt = (branch: Branch): boolean => {
    const offer = { branch: structuredClone(branch), taken: false };
    seen.offers[seen.offers.length] = offer;
    return (offer.taken = change(branch));
  };
  const ask = async (from: number, limit: number): Promise<ChainReply> => {
    if (seen.questions.length === MOST_QUESTIONS) {
      giveUp();
      return new Promise(() => undefined);
    }
    seen.questions[seen.questions.length] = { from, limit };
    await new Promise((resolve) => setImmediate(resolve));
    let sent: unknown[] | undefined;
    for (const [i, event] of events.entries()) {
      if (event.at !== from || left[i]-- <= 0) continue;
      const { arrives, changesTo, sends, breaks } = event;
      if (breaks !== undefined) throw new Error(breaks);
      if (arrives !== undefined && !change(arrives)) throw new Error('it should have come first');
      theirBlocks = changesTo ?? theirBlocks;
      claimed = event.claims ?? claimed;
      sent = sends ?? sent;
    }
    return {
      type: 'chain',
      blocks: structuredClone(sent ?? theirBlocks.slice(from, from + Math.min(limit, pageSize))),
      height: claimed ?? theirBlocks.length - 1,
    };
  };
  seen.ended = await Promise.race([endingOf(catchUp({ chain, ask, adopt }), events), endless]);
  // The submission can store any value there.
  const blocks: unknown = chain.blocks;
  if (isArray(blocks)) seen.hashes = blocks.map((block: unknown) => Object(block).hash as unknown);
  return seen;
}

/** Returns how the call ends: with a value, with a `Refusal`, or with the error of `ask`. */
async function endingOf(
  caughtUp: Promise<unknown>,
  events: readonly EventWhileAsking[],
): Promise<Seen['ended']> {
  try {
    return { returned: await caughtUp };
  } catch (error) {
    const { name, code, message } = Object(error) as Record<string, unknown>;
    if (name === 'Refusal') return { refused: code };
    if (events.some(({ breaks }) => breaks === message)) return { failed: String(message) };
    throw error;
  }
}
