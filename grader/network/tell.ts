import { parseReply } from '../../solution/supplied/wire/messages';
import { guardOf } from './judgeChain';
import type { Lie } from './lies';
import type { StepName } from '../course/course';
import type { Player } from './Player';
import { RungFailed } from './RungFailed';
import type { ScriptedPeer } from './ScriptedPeer';
import type { Stage } from './Stage';

/**
 * Tells one lie after the other.
 *
 * @throws RungFailed if one is not refused with the code that fits
 */
export async function tellAll(
  stage: Stage,
  liar: ScriptedPeer,
  victim: Player,
  all: readonly Lie[],
): Promise<void> {
  for (const lie of all) {
    stage.trying = `${liar.name} sends ${victim.name} ${lie.what}`;
    try {
      await tell(stage, liar, victim, lie);
    } catch (error) {
      if (!(error instanceof RungFailed) || guardOf(lie.code) !== 'validateBlock') throw error;
      const suspects = await whoseFault(liar, victim, lie, all);
      throw new RungFailed({ ...error.finding, suspects });
    }
  }
}

/**
 * Finds out whether validateBlock lets a lie pass, or handleMsg does not even ask it: by telling the
 * other lies that validateBlock should see, and looking which are refused.
 */
async function whoseFault(
  liar: ScriptedPeer,
  victim: Player,
  lie: Lie,
  all: readonly Lie[],
): Promise<StepName[]> {
  const others = all.filter((other) => other !== lie && other.guard === 'validateBlock');
  const replies = await Promise.all(
    others.map(async (other) => codeIn(await liar.whisper(victim, other.message))),
  );
  const refused = others.filter(({ code }, i) => replies[i] === code);
  // It is not asked at all, or sees this very thing elsewhere, or need not see it.
  const isNotAsked =
    refused.length === 0 ||
    refused.some(({ code }) => code === lie.code) ||
    others.every(({ code, guard }) => code !== lie.code && lie.guard !== guard);
  return isNotAsked ? ['handleMsg', 'validateBlock'] : ['validateBlock', 'handleMsg'];
}

/**
 * Tells a lie.
 *
 * @throws RungFailed if it is not refused with the code that fits
 */
export async function tell(
  stage: Stage,
  liar: ScriptedPeer,
  victim: Player,
  { message, code, guard }: Omit<Lie, 'what'>,
): Promise<void> {
  const expected = `${victim.name} refuses it: ${code}`;
  const answer = codeIn(await stage.answer(expected, ['handleMsg'], liar.say(victim, message)));
  if (answer === code) return;
  throw new RungFailed({
    expected,
    got: `${victim.name} answers: ${answer}`,
    suspects: [...new Set<StepName>([guard, 'handleMsg', guardOf(code)])],
  });
}

/** What a reply says, in a word. */
function codeIn(reply: unknown): string {
  try {
    const parsed = parseReply(reply);
    return parsed.type === 'rejected' ? parsed.code : parsed.type;
  } catch {
    return 'nothing that could be understood';
  }
}
