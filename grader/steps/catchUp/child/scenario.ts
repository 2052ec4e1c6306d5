import type * as CatchUp from '../../../../solution/catchUp';
import { longestChain } from '../../../../solution/longestChain';
import { reorganise } from '../../../../solution/reorganise';
import { createChain, pushBlock } from '../../../../solution/supplied/chain/Chain';
import type { ChainReply } from '../../../../solution/supplied/wire/messages';
import type { Block, Branch } from '../../../../solution/supplied/types';
import type { CheckLine } from '../../../harness/channel/CheckLine';

const { isArray } = Array;
const { structuredClone } = globalThis;
const race = Promise.race.bind(Promise);

/** Our side of a case. The peer is in the grader's process. */
export interface OurSide {
  /** Our blocks, genesis first. */
  ours: Block[];
  /** Our clock, in milliseconds since 1970. */
  now: number;
  /** After this many questions, the call counts as endless. */
  mostQuestions: number;
}

/** A question to the peer. The submission can ask with any value. */
export interface Question {
  from: unknown;
  limit: unknown;
}

/** The peer's answer: a reply, or the message of the error if the connection breaks. */
export type PeerAnswer = {
  /** The branches that reached us from other peers before the answer. */
  arrived: Branch[];
} & ({ reply: ChainReply } | { breaks: string });

/** The values that the scenario saw. */
export interface Seen {
  /** The branches that `adopt` got, and the answers of `adopt`. */
  offers: Array<{ branch: unknown; taken: boolean }>;
  /** How the call ended: with a value, with an error, or not at all. */
  ended: { returned: unknown } | { refused: unknown } | { failed: string } | { endless: true };
  /** The hashes of our blocks after the call. */
  hashes: unknown[];
}

/** Calls `catchUp`, and passes each question on to the check, which answers as the peer. */
export async function callCatchUp(
  { catchUp }: typeof CatchUp,
  { ours, now, mostQuestions }: OurSide,
  check: CheckLine,
): Promise<Seen> {
  const chain = createChain(ours[0]);
  for (const block of ours.slice(1)) pushBlock(chain, block);
  const seen: Seen = { offers: [], ended: { endless: true }, hashes: [] };
  const waiting: Array<(answer: PeerAnswer) => void> = [];
  let asked = 0;
  let broken: string | undefined;
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
  const ask = (from: number, limit: number): Promise<ChainReply> =>
    new Promise((resolve, reject) => {
      if (asked++ === mostQuestions) giveUp();
      if (asked > mostQuestions) return;
      check.tell({ from, limit } satisfies Question);
      waiting[waiting.length] = ({ arrived, ...answer }) => {
        if (!arrived.every(change)) reject(new Error('it should have come first'));
        else if ('reply' in answer) resolve(answer.reply);
        else reject(new Error((broken = answer.breaks)));
      };
    });
  // The check answers the questions in order.
  check.onTold = (answer) => waiting.shift()?.(answer as PeerAnswer);

  const ended = endingOf(catchUp({ chain, ask, adopt }), () => broken);
  seen.ended = await race([ended, endless]);
  // The submission can store any value there.
  const blocks: unknown = chain.blocks;
  if (isArray(blocks)) seen.hashes = blocks.map((block: unknown) => Object(block).hash as unknown);
  return seen;
}

/**
 * Returns how the call ends: with a value, with a `Refusal`, or with the error of `ask`.
 *
 * @param broken returns the message of the error of `ask`, if `ask` has failed
 */
async function endingOf(
  caughtUp: Promise<unknown>,
  broken: () => string | undefined,
): Promise<Seen['ended']> {
  try {
    return { returned: await caughtUp };
  } catch (error) {
    const { name, code, message } = Object(error) as Record<string, unknown>;
    if (name === 'Refusal') return { refused: code };
    if (typeof message === 'string' && message === broken()) return { failed: message };
    throw error;
  }
}
