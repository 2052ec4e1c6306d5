import { parseReply } from '../../../solution/supplied/wire/messages';
import type { StepName } from '../../course/course';
import type { HonestUser } from '../users/HonestUser';
import { stepOf } from '../users/judgeChain';
import { RungFailed } from '../users/RungFailed';
import type { RungNetwork } from '../users/RungNetwork';
import type { ScriptedPeer } from '../users/ScriptedPeer';
import type { InvalidMessage } from './invalidMessages';

/**
 * Sends invalid messages, one after the other.
 *
 * @throws RungFailed if the victim does not refuse one with its code
 */
export async function mustRefuseAll(
  network: RungNetwork,
  liar: ScriptedPeer,
  victim: HonestUser,
  all: readonly InvalidMessage[],
): Promise<void> {
  for (const lie of all) {
    network.trying = `${liar.name} sends ${victim.name} ${lie.what}`;
    try {
      await mustRefuse(network, liar, victim, lie);
    } catch (error) {
      if (!(error instanceof RungFailed) || stepOf(lie.code) !== 'validateBlock') throw error;
      const suspects = await findSuspects(liar, victim, lie, all);
      throw new RungFailed({ ...error.finding, suspects });
    }
  }
}

/**
 * Sends an invalid message.
 *
 * @throws RungFailed if the victim does not refuse it with its code
 */
export async function mustRefuse(
  network: RungNetwork,
  liar: ScriptedPeer,
  victim: HonestUser,
  { message, code, checkedBy }: Omit<InvalidMessage, 'what'>,
): Promise<void> {
  const expected = `${victim.name} refuses it: ${code}`;
  const answer = codeIn(await network.send(liar, victim, message, expected, ['handleMsg']));
  if (answer === code) return;
  throw new RungFailed({
    expected,
    got: `${victim.name} answers: ${answer}`,
    suspects: [...new Set<StepName>([checkedBy, 'handleMsg', stepOf(code)])],
  });
}

/**
 * Returns the steps at fault if a user accepts an invalid block: `validateBlock` does not notice, or
 * `handleMsg` does not call it. Sends the other blocks that `validateBlock` should refuse,
 * and sees which of them are refused.
 */
async function findSuspects(
  liar: ScriptedPeer,
  victim: HonestUser,
  lie: InvalidMessage,
  all: readonly InvalidMessage[],
): Promise<StepName[]> {
  const others = all.filter((other) => other !== lie && other.checkedBy === 'validateBlock');
  const answers = await Promise.all(
    others.map(async (other) => codeIn(await liar.send(victim, other.message))),
  );
  const refused = others.filter(({ code }, i) => answers[i] === code);
  const isNotCalled =
    refused.length === 0 ||
    // It notices the same fault in another block.
    refused.some(({ code }) => code === lie.code) ||
    // No other block has this fault, and another step should notice it here.
    others.every(({ code, checkedBy }) => code !== lie.code && checkedBy !== lie.checkedBy);
  return isNotCalled ? ['handleMsg', 'validateBlock'] : ['validateBlock', 'handleMsg'];
}

/** Returns the code of a refusal, or the type of another reply. */
function codeIn(reply: unknown): string {
  try {
    const parsed = parseReply(reply);
    return parsed.type === 'rejected' ? parsed.code : parsed.type;
  } catch {
    return 'nothing that could be understood';
  }
}
