import type { Block, Branch } from '../../../solution/supplied/types';
import type { Listen } from '../../harness/parent/sandbox/Host';
import { isRecord } from '../../harness/parent/sandbox/isRecord';
import type { PeerAnswer, Question } from './child/scenario';

/** After this many questions, a call of `catchUp` counts as endless. */
export const MOST_QUESTIONS = 100;

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
  /** The call of `adopt` that throws a `Refusal`, from 0, and its code. */
  refused?: { call: number; code: string };
  /** True if the same program catches up on a second chain meanwhile. */
  hasTwin?: boolean;
  /** The peer's blocks that the same program has fetched before, without adopting them. */
  fetched?: Block[];
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

/** A peer with the blocks of a case. It runs in the grader's process, and records all questions. */
export class ScriptedChainPeer {
  readonly questions: Question[] = [];
  readonly #left: number[];
  #blocks: Block[];
  #claimed: number | undefined;

  constructor(private readonly given: CatchUpCase) {
    this.#left = given.events.map(({ times = 1 }) => times);
    this.#blocks = given.theirs;
    this.#claimed = given.claims;
  }

  /** Answers the questions of the scenario. */
  readonly listen: Listen = (tell) => (told) => tell(this.#answer(told));

  /** @throws Error if the scenario never asks this */
  #answer(question: unknown): PeerAnswer {
    if (!isQuestion(question) || this.questions.length === MOST_QUESTIONS) {
      throw new Error('the scenario never asks this');
    }
    this.questions.push(question);
    const { from, limit } = question;
    const arrived: Branch[] = [];
    let sent: unknown[] | undefined;
    for (const [i, event] of this.given.events.entries()) {
      if (event.at !== from || this.#left[i]-- <= 0) continue;
      const { arrives, changesTo, sends, breaks } = event;
      if (breaks !== undefined) return { arrived, breaks };
      if (arrives !== undefined) arrived.push(arrives);
      this.#blocks = changesTo ?? this.#blocks;
      this.#claimed = event.claims ?? this.#claimed;
      sent = sends ?? sent;
    }
    const blocks = sent ?? this.#page(numberIn(from), numberIn(limit));
    const height = this.#claimed ?? this.#blocks.length - 1;
    return { arrived, reply: { type: 'chain', blocks, height } };
  }

  #page(from: number, limit: number): Block[] {
    const { pageSize = Infinity } = this.given;
    return this.#blocks.slice(from, from + Math.min(limit, pageSize));
  }
}

function isQuestion(told: unknown): told is Question {
  return isRecord(told) && 'from' in told && 'limit' in told;
}

/** A submission can ask with any value. */
function numberIn(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}
