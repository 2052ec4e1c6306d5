import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Endpoint } from '../../solution/supplied/types';
import { startExplorer } from '../../explorer/tests/support/Web';
import { ANSWER_MS, askFor } from './askFor';
import type { Answers } from './askFor';
import type { StrangerAttack } from './attacks/StrangerAttack';

/**
 * Attacks the explorer of a network for some time. Meanwhile, somebody opens the page again and
 * again: loads it, and waits for the first update.
 *
 * @param user a user of the network
 * @param ms how long to attack, in milliseconds
 */
export async function explorerUnderAttack(
  user: Endpoint,
  attack: StrangerAttack,
  ms: number,
): Promise<Answers> {
  const explorer = await startExplorer([user]);
  const over = new AbortController();
  const { hostname, port } = new URL(explorer.url);
  try {
    await openPage(explorer.url); // the first one waits until the page is bundled
    const attacking = attack.run({ host: hostname, port: Number(port) }, over.signal);
    const answers = await askFor(ms, () => openPage(explorer.url));
    over.abort();
    await attacking;
    return answers;
  } finally {
    await explorer.stop();
  }
}

async function openPage(url: string): Promise<void> {
  const page = await load(url);
  await once(page.resume(), 'end');
  const updates = await load(`${url}/updates`);
  await once(updates, 'data');
  updates.destroy();
}

/** @throws if there is no answer in time, or if it is a refusal */
async function load(url: string): Promise<IncomingMessage> {
  const request = get(url, { agent: false, signal: AbortSignal.timeout(ANSWER_MS) });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  if (response.statusCode !== 200) throw new Error(`the explorer answers ${response.statusCode}`);
  return response;
}
