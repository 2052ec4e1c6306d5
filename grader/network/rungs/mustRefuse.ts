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
 * @throws RungFailed if the victim does not refuse a message with the right code
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
 * @throws RungFailed if the victim does not refuse the message with the right code
 */
export async function mustRefuse(
  network: RungNetwork,
  liar: ScriptedPeer,
  victim: HonestUser,
  { message, code, checkedBy }: Omit<InvalidMessage, 'what'>,
): Promise<void> {
  const expected = `${victim.name} refuses the message with ${code}`;
  const answer = codeIn(await network.send(liar, victim, message, expected, ['handleMsg']));
  if (answer === code) return;
  throw new RungFailed({
    expected,
    got: `${victim.name} answers: ${answer}`,
    suspects: [...new Set<StepName>([checkedBy, 'handleMsg', stepOf(code)])],
  });
}

/**
 * Returns the steps that are likely at fault if a user accepts an invalid block. Either
 * `validateBlock` does not notice the fault, or `handleMsg` does not call `validateBlock`. To
 * decide, sends the other blocks that `validateBlock` should refuse.
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
    // The user notices the same fault in another block.
    refused.some(({ code }) => code === lie.code) ||
    // The other blocks have other faults. Another step than `validateBlock` should notice this fault.
    others.every(({ code, checkedBy }) => code !== lie.code && checkedBy !== lie.checkedBy);
  return isNotCalled ? ['handleMsg', 'validateBlock'] : ['validateBlock', 'handleMsg'];
}

/** Returns the code of a refusal. Returns the type of any other reply. */
function codeIn(reply: unknown): string {
  try {
    const parsed = parseReply(reply);
    return parsed.type === 'rejected' ? parsed.code : parsed.type;
  } catch {
    return 'an invalid reply';
  }
}
