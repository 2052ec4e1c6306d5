import { catchUp } from '../../../solution/catchUp';
import type { CheckLine } from '../../harness/channel/CheckLine';
import { callCatchUp } from './child/scenario';
import type { Question, Seen } from './child/scenario';
import { MOST_QUESTIONS, ScriptedChainPeer } from './ScriptedChainPeer';
import type { CatchUpCase } from './ScriptedChainPeer';

/** What happened in a case. */
export interface Run {
  questions: readonly Question[];
  seen: Seen;
}

/** Plays a case with the reference. Returns undefined if the case cannot happen. */
export async function runReference(given: CatchUpCase): Promise<Run | undefined> {
  const { ours, now } = structuredClone(given);
  const peer = new ScriptedChainPeer(given);
  const line: CheckLine = { tell: () => undefined, onTold: () => undefined };
  const hear = peer.listen((answer) => line.onTold(structuredClone(answer)));
  line.tell = (told) => queueMicrotask(() => hear(told));
  try {
    const seen = await callCatchUp({ catchUp }, { ours, now, mostQuestions: MOST_QUESTIONS }, line);
    return 'endless' in seen.ended ? undefined : { questions: peer.questions, seen };
  } catch {
    return undefined;
  }
}
