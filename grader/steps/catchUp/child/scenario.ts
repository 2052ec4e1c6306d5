import type * as CatchUp from '../../../../solution/catchUp';
import { longestChain } from '../../../../solution/longestChain';
import { reorganise } from '../../../../solution/reorganise';
import { createChain, pushBlock } from '../../../../solution/supplied/chain/Chain';
import type { ChainReply } from '../../../../solution/supplied/wire/messages';
import type { Block, Branch } from '../../../../solution/supplied/types';

const { isArray } = Array;
const { setImmediate, structuredClone } = globalThis;

/** Who asks for more is taken to go on for ever. */
const MOST_QUESTIONS = 100;

/** Us and a peer. */
export interface Meeting {
  /** Our blocks, genesis first. */
  ours: Block[];
  /** The peer's, by index. */
  theirs: Block[];
  /** The most blocks that the peer sends at once; as many as asked for, unless said. */
  pageSize?: number;
  /** The height that the peer claims; the true one, unless said. */
  claims?: number;
  /** Our clock, in milliseconds since 1970. */
  now: number;
  happenings: Happening[];
}

/** What happens while we wait for an answer. */
export interface Happening {
  /** To which question: the first that asks for blocks from this index on. */
  at: number;
  /** To so many of these questions instead. */
  times?: number;
  /** A branch reaches us by another way. */
  arrives?: Branch;
  /** The peer changes to this chain. */
  changesTo?: Block[];
  /** The peer claims this height from now on. */
  claims?: number;
  /** The peer sends this in place of what it has. */
  sends?: unknown[];
  /** The connection breaks, with an error of this message. */
  breaks?: string;
}

/** What was seen. */
export interface Seen {
  questions: Array<{ from: unknown; limit: unknown }>;
  /** The branches that `adopt` was given, and what it said. */
  offers: Array<{ branch: unknown; taken: boolean }>;
  /** How it ended: what it returned, or with what error; neither if it asked on and on. */
  ended: { returned: unknown } | { refused: unknown } | { failed: string } | { endless: true };
  /** The hashes of our blocks afterwards. */
  hashes: unknown[];
}

/** Lets the submission catch up from a peer that keeps to a script. */
export async function meet(
  { catchUp }: typeof CatchUp,
  { ours, theirs, pageSize = Infinity, claims, now, happenings }: Meeting,
): Promise<Seen> {
  const chain = createChain(ours[0]);
  for (const block of ours.slice(1)) pushBlock(chain, block);
  const seen: Seen = { questions: [], offers: [], ended: { endless: true }, hashes: [] };
  const left = happenings.map(({ times = 1 }) => times);
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
    for (const [i, happening] of happenings.entries()) {
      if (happening.at !== from || left[i]-- <= 0) continue;
      const { arrives, changesTo, sends, breaks } = happening;
      if (breaks !== undefined) throw new Error(breaks);
      if (arrives !== undefined && !change(arrives)) throw new Error('it should have come first');
      theirBlocks = changesTo ?? theirBlocks;
      claimed = happening.claims ?? claimed;
      sent = sends ?? sent;
    }
    return {
      type: 'chain',
      blocks: structuredClone(sent ?? theirBlocks.slice(from, from + Math.min(limit, pageSize))),
      height: claimed ?? theirBlocks.length - 1,
    };
  };
  seen.ended = await Promise.race([endingOf(catchUp({ chain, ask, adopt }), happenings), endless]);
  // Whatever the submission has made of it.
  const blocks: unknown = chain.blocks;
  if (isArray(blocks)) seen.hashes = blocks.map((block: unknown) => Object(block).hash as unknown);
  return seen;
}

/** How it ends, if with an answer of its own, of ours, or with a `Refusal`. */
async function endingOf(
  caughtUp: Promise<unknown>,
  happenings: readonly Happening[],
): Promise<Seen['ended']> {
  try {
    return { returned: await caughtUp };
  } catch (error) {
    const { name, code, message } = Object(error) as Record<string, unknown>;
    if (name === 'Refusal') return { refused: code };
    if (happenings.some(({ breaks }) => breaks === message)) return { failed: String(message) };
    throw error;
  }
}
