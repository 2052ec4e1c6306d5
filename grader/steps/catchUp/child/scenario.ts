import type * as CatchUp from '../../../../solution/catchUp';
import { createGenesisBlock } from '../../../../solution/createGenesisBlock';
import { longestChain } from '../../../../solution/longestChain';
import { reorganise } from '../../../../solution/reorganise';
import { createChain, pushBlock } from '../../../../solution/supplied/chain/Chain';
import { MAX_PAGE } from '../../../../solution/supplied/constants';
import type { ChainReply } from '../../../../solution/supplied/wire/messages';
import type { Block, Branch } from '../../../../solution/supplied/types';
import type { CheckLine } from '../../../harness/channel/CheckLine';
import { longBranch } from '../../support/child/longBranch';

const { isArray } = Array;
const { setImmediate, structuredClone } = globalThis;
/** How many blocks the second chain adopts. */
export const TWIN = 3;
const race = Promise.race.bind(Promise);

/** Our side of a case. The peer is in the grader's process. */
export interface OurSide {
  /** Our blocks, genesis first. */
  ours: Block[];
  /** Our clock, in milliseconds since 1970. */
  now: number;
  /** After this many questions, the call counts as endless. */
  mostQuestions: number;
  /** The call of `adopt` that throws a `Refusal`, from 0, and its code. */
  refused?: { call: number; code: string };
  /** True if the same program catches up on a second chain meanwhile, with a peer of its own. */
  hasTwin?: boolean;
  /** The peer's blocks that the same program has fetched before, without adopting them. */
  fetched?: Block[];
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
  /** What the call for the second chain returned. */
  twin?: unknown;
}

/** Plays a case in a submission that is loaded again, so that no earlier case matters. */
export function callCatchUpAnew(
  _loaded: typeof CatchUp,
  data: OurSide,
  check: CheckLine,
): Promise<Seen> {
  return callCatchUp(check.loadAgain() as typeof CatchUp, data, check);
}

/** Calls `catchUp`, and passes each question on to the check, which answers as the peer. */
export async function callCatchUp(
  { catchUp }: typeof CatchUp,
  { ours, now, mostQuestions, refused, hasTwin = false, fetched }: OurSide,
  check: CheckLine,
): Promise<Seen> {
  const refusal = refused === undefined ? undefined : await refusalOf(catchUp, refused.code);
  if (fetched !== undefined) {
    const ask = honestPeer(fetched, MAX_PAGE);
    await catchUp({ chain: createChain(fetched[0]), ask, adopt: () => false });
  }
  const twin = hasTwin ? new Twin(catchUp) : undefined;
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
    if (seen.offers.length - 1 === refused?.call) throw refusal;
    return (offer.taken = change(branch));
  };
  const ask = (from: number, limit: number): Promise<ChainReply> =>
    new Promise((resolve, reject) => {
      if (asked++ === mostQuestions) giveUp();
      if (asked > mostQuestions) return;
      check.tell({ from, limit } satisfies Question);
      waiting[waiting.length] = ({ arrived, ...answer }) => {
        twin?.answerOne();
        if (!arrived.every(change)) reject(new Error('it should have come first'));
        else if ('reply' in answer) resolve(answer.reply);
        else reject(new Error((broken = answer.breaks)));
      };
    });
  // The check answers the questions in order.
  check.onTold = (answer) => waiting.shift()?.(answer as PeerAnswer);

  const ended = endingOf(catchUp({ chain, ask, adopt }), () => broken);
  seen.ended = await race([ended, endless]);
  if (twin !== undefined) seen.twin = await race([twin.end(), endless]);
  // The submission can store any value there.
  const blocks: unknown = chain.blocks;
  if (isArray(blocks)) seen.hashes = blocks.map((block: unknown) => Object(block).hash as unknown);
  return seen;
}

/** Returns a `Refusal` of the class that the submission knows: it has a copy of its own. */
async function refusalOf(catchUp: typeof CatchUp.catchUp, code: string): Promise<unknown> {
  const [chain, other] = [0, 1].map((time) => createChain(createGenesisBlock(time, 0)));
  const ask = (): Promise<ChainReply> =>
    Promise.resolve({ type: 'chain', blocks: [...other.blocks], height: 0 });
  try {
    await catchUp({ chain, ask, adopt: () => false });
  } catch (error) {
    return Object.assign(Object(error) as object, { code });
  }
  throw new Error('another genesis block must be refused');
}

/**
 * A second call, which catches up on a short chain with an honest peer. The peer answers only when it
 * is told to. So the calls always take turns in the same order.
 */
class Twin {
  private readonly waiting: Array<() => void> = [];
  private readonly result: Promise<unknown>;
  private hasEnded = false;

  constructor(catchUp: typeof CatchUp.catchUp) {
    const genesis = createGenesisBlock(0, 0);
    const blocks = [genesis, ...longBranch(genesis, TWIN, 'twin')];
    const chain = createChain(genesis);
    const ask = async (from: number, limit: number): Promise<ChainReply> => {
      await new Promise<void>((resolve) => {
        this.waiting[this.waiting.length] = resolve;
      });
      return honestPeer(blocks, 1)(from, limit);
    };
    const adopt = (branch: Branch): boolean => {
      for (const block of branch) pushBlock(chain, block);
      return true;
    };
    this.result = catchUp({ chain, ask, adopt }).finally(() => {
      this.hasEnded = true;
    });
    // `end` reports an error, and it can come before.
    this.result.catch(() => undefined);
  }

  answerOne(): void {
    this.waiting.shift()?.();
  }

  /** Answers all further questions. Resolves to the result of the call. */
  async end(): Promise<unknown> {
    while (!this.hasEnded) {
      this.answerOne();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    return this.result;
  }
}

/** Returns the `ask` of a peer that sends its blocks in pages. */
function honestPeer(
  blocks: readonly Block[],
  pageSize: number,
): (from: number, limit: number) => Promise<ChainReply> {
  return async (from, limit) => {
    const page = blocks.slice(from, from + Math.min(limit, pageSize));
    return { type: 'chain', blocks: page, height: blocks.length - 1 };
  };
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
