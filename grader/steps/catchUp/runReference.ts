import { catchUp } from '../../../solution/catchUp';
import type { CheckLine } from '../../harness/channel/CheckLine';
import { callCatchUp } from './child/scenario';
import type { PeerAnswer, Question, Seen } from './child/scenario';
import { MOST_QUESTIONS, ScriptedChainPeer } from './ScriptedChainPeer';
import type { CatchUpCase } from './ScriptedChainPeer';

/** What happened in a case. */
export interface Run {
  questions: readonly Question[];
  seen: Seen;
}

/** Plays a case with the reference. Returns undefined if the case cannot happen. */
export async function runReference(given: CatchUpCase): Promise<Run | undefined> {
  const { ours, now, refused, hasTwin, fetched } = structuredClone(given);
  const peer = new ScriptedChainPeer(given);
  const heights = new Heights();
  const line: CheckLine = {
    tell: () => undefined,
    onTold: () => undefined,
    loadAgain: () => ({}),
  };
  let question: unknown;
  const hear = peer.listen((answer) => {
    heights.note(question as Question, answer as PeerAnswer);
    line.onTold(structuredClone(answer));
  });
  line.tell = (told) =>
    queueMicrotask(() => {
      question = told;
      hear(told);
    });
  try {
    const data = { ours, now, mostQuestions: MOST_QUESTIONS, refused, hasTwin, fetched };
    const seen = await callCatchUp({ catchUp }, data, line);
    return 'endless' in seen.ended || heights.areExceeded
      ? undefined
      : { questions: peer.questions, seen };
  } catch {
    return undefined;
  }
}

/**
 * Notes if a page goes beyond a claimed height. A correct file can ask for no more than is claimed,
 * and then gets a shorter page.
 */
class Heights {
  areExceeded = false;
  private least = Infinity;

  note({ from, limit }: Question, answer: PeerAnswer): void {
    if (!('reply' in answer)) return;
    const { blocks, height } = answer.reply;
    this.least = Math.min(this.least, height);
    if (limit !== 1 && Number(from) + blocks.length - 1 > this.least) this.areExceeded = true;
  }
}
