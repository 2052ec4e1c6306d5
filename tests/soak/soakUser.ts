import { readFileSync } from 'node:fs';
import { Random } from '../../grader/harness/parent/suite/Random';
import { tip } from '../../solution/supplied/chain/Chain';
import type { Chain } from '../../solution/supplied/chain/Chain';
import { MAX_PAGE, PROTOCOL } from '../../solution/supplied/constants';
import type { Endpoint } from '../../solution/supplied/types';
import { parseReply } from '../../solution/supplied/wire/messages';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import { ALICE, BOB, coin, mined, payment } from '../support/blocks';
import type { UserProcess } from '../support/UserProcess';
import { fetchChain } from './fetchChain';
import { hostileMessage } from './hostileMessage';
import { sendAsStranger, wayOf } from './sendAsStranger';

/** How many connections are open at the same time. */
const AT_ONCE = 32;
/** After this many messages, an honest question must be answered. */
const BETWEEN_QUESTIONS = 500;
/** How long the answer to an honest question can take, in milliseconds. */
const ANSWER_MS = 5000;
/** How long memory can take to come back, in milliseconds. */
const MEMORY_MS = 60_000;
/** How much more memory a user may keep, in bytes: 20 MB. */
const KEPT_BYTES = 20 * 1024 * 1024;
/** The memory is measured after this share of the messages, when all code has run. */
const WARM = 0.2;

/** What a user did under fire. */
export interface SoakResult {
  messages: number;
  answered: number;
  /** The longest time that an honest question took, in milliseconds. */
  slowestMs: number;
  /** How many valid blocks the chain has gained. */
  gained: number;
  /** How much more memory the user has afterwards, in bytes. Undefined if it cannot be measured. */
  keptBytes: number | undefined;
}

/**
 * Sends hostile messages to a user, and checks that it lives on.
 *
 * @param show called with the current work
 * @throws Error if the user dies, reports a bug of its own, does not answer in time, has an invalid
 *   chain, or keeps memory
 */
export async function soakUser(
  user: UserProcess,
  { messages, seed, show }: { messages: number; seed: number; show: (work: string) => void },
): Promise<SoakResult> {
  const { host, port } = await user.ready();
  const to = { host, port };
  const random = new Random(`soak ${seed}`);
  const before = await fetchChain(to);
  const real = realMessages(before, port);
  const result = { messages, answered: 0, slowestMs: 0, gained: 0 };
  let sent = 0;
  let warmBytes: number | undefined;
  const send = async (): Promise<void> => {
    while (sent < messages) {
      const number = ++sent;
      if (number === Math.ceil(WARM * messages)) warmBytes = memoryOf(user);
      if (number % BETWEEN_QUESTIONS === 0) {
        show(`${number} of ${messages} hostile messages …`);
        const begun = performance.now();
        await mustAnswer(to);
        result.slowestMs = Math.max(result.slowestMs, performance.now() - begun);
      }
      const bytes = hostileMessage(random.pick(real), random);
      const answer = await sendAsStranger(to, bytes, wayOf(random), random);
      if (answer === '') continue;
      parseReply(JSON.parse(answer));
      result.answered++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  const after = await fetchChain(to);
  mustExtend(before, after);
  result.gained = after.blocks.length - before.blocks.length;
  const bugs = user.all('error');
  if (bugs.length > 0) throw new Error(`the user reports ${JSON.stringify(bugs[0])}`);
  if (user.err !== '') throw new Error(`the user writes ${user.err.slice(0, 1000)}`);
  return { ...result, keptBytes: await keptBytes(user, warmBytes) };
}

/** Messages as real users send them. One of the blocks fits on the chain. */
function realMessages(chain: Chain, port: number): object[] {
  const newest = tip(chain);
  const next = mined(newest, coin(BOB));
  const later = mined(next, payment(BOB, ALICE, 30, chain.blocks[0]));
  const transaction = payment(ALICE, BOB, 10, chain.blocks[0]);
  const hello = { type: 'hello', protocol: PROTOCOL, name: 'mallory', address: BOB.address };
  return [
    { ...hello, port, limit: 3 },
    { ...hello, port: 1 },
    { type: 'getPeers' },
    { type: 'getStatus', heardAfter: 0, challenge: 'c0'.repeat(32) },
    { type: 'getChain', from: 0, limit: MAX_PAGE },
    { type: 'block', block: next, port },
    { type: 'block', block: later },
    { type: 'block', block: { ...next, nonce: next.nonce + 1 } },
    { type: 'transaction', transaction },
  ];
}

async function mustAnswer(to: Endpoint): Promise<void> {
  const { type } = parseReply(await tcpClient(to, { type: 'getStatus' }, { timeoutMs: ANSWER_MS }));
  if (type !== 'status') throw new Error(`the user answers a question for its status with ${type}`);
}

/** @throws Error if the new chain does not have all blocks of the old one */
function mustExtend(before: Chain, after: Chain): void {
  const lost = before.blocks.find(({ hash }) => !after.heights.has(hash));
  if (lost !== undefined) throw new Error(`the chain has lost block ${lost.index}`);
}

/** Waits until a user has not much more memory than before. */
async function keptBytes(
  user: UserProcess,
  before: number | undefined,
): Promise<number | undefined> {
  if (before === undefined) return undefined;
  const kept = (): number => (memoryOf(user) ?? 0) - before;
  await user.until('its memory comes back', () => kept() <= KEPT_BYTES, MEMORY_MS);
  return kept();
}

/** Returns the memory of a process in bytes. Only Linux tells it in a file. */
function memoryOf({ child }: UserProcess): number | undefined {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1]) * 1024;
  } catch {
    return undefined;
  }
}
