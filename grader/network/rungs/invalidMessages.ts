import { createGenesisBlock, nextBlock } from '../../../solution/createGenesisBlock';
import { hashBlock } from '../../../solution/hashBlock';
import { meetsDifficulty, mine } from '../../../solution/mine';
import { sign } from '../../../solution/signatures';
import { tip } from '../../../solution/supplied/chain/Chain';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import { NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Keys } from '../../../solution/supplied/chain/keys';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Address, Block, Draft, Transaction } from '../../../solution/supplied/types';
import type { StepName } from '../../course/course';
import type { Random } from '../../harness/parent/suite/Random';
import { stepOf } from '../users/judgeChain';

/** A message with one invalid block or payment. */
export interface InvalidMessage {
  /** The fault, in words. */
  what: string;
  message: object;
  /** The code with which a user must refuse the message. */
  code: Code;
  /** The step that should notice the fault. */
  checkedBy: StepName;
}

/** The liar, the victim, and the chain that the lies are about. */
export interface LieContext {
  /** The keys of an unknown user, who owns nothing. */
  liar: Keys;
  /** The victim's chain. */
  chain: Chain;
  victim: Address;
  /** Another user, who owns coins. The liar tries to spend these coins. */
  owner: Address;
  /** A payment that is on the chain already. */
  minted: Transaction;
  random: Random;
}

/** Returns all invalid messages, in random order. */
export function invalidMessages(context: LieContext): InvalidMessage[] {
  return [...invalidBlocks(context), ...invalidPayments(context)]
    .map((lie) => ({ lie, place: context.random.integer(0, 10 ** 6) }))
    .sort((a, b) => a.place - b.place)
    .map(({ lie }) => lie);
}

/** Mines a block whose parent does not exist. The victim must ask the announcer for the parent. */
export function orphan({ chain, liar, random }: LieContext): Block {
  const { index, timestamp, difficulty } = tip(chain);
  const data = coinFor(liar.address, random);
  return mined({ index: index + 2, timestamp, previousHash: random.hex(64), difficulty, data });
}

/**
 * Mines a branch of coins for the liar. The second-last block steals coins instead. A user that
 * notices the theft has already undone blocks of its own.
 *
 * @param undone how many blocks of the chain the branch replaces
 * @param longer the length of the new chain minus the length of the old chain, in blocks
 */
export function branchWithTheft(context: LieContext, undone: number, longer: number): Block[] {
  const { chain, liar, random } = context;
  const length = undone + longer;
  const blocks: Block[] = [];
  let parent = chain.blocks[tip(chain).index - undone];
  while (blocks.length < length) {
    const isTheft = blocks.length === length - 2;
    const data = isTheft ? theft(context, liar.address) : coinFor(liar.address, random);
    parent = mined(draftOn(parent, data));
    blocks.push(parent);
  }
  return blocks;
}

/** Returns blocks on top of the chain. Their hashes are correct, but the work is missing. */
export function branchWithoutWork({ chain, liar, random }: LieContext, length: number): Block[] {
  const blocks: Block[] = [];
  for (let parent = tip(chain); blocks.length < length; parent = blocks[blocks.length - 1]) {
    blocks.push(withoutWork(draftOn(parent, coinFor(liar.address, random))));
  }
  return blocks;
}

/** Returns blocks on top of the victim's chain. Each block has one fault. */
function invalidBlocks(context: LieContext): InvalidMessage[] {
  const { chain, liar, minted, random } = context;
  const draft = draftOn(tip(chain), coinFor(liar.address, random));
  const good = mined(draft);
  const minting = (data: Transaction): Block => mined({ ...draft, data });
  const lie = (
    what: string,
    code: Code,
    block: object,
    checkedBy = stepOf(code),
  ): InvalidMessage => ({
    what: `a block ${what}`,
    message: { type: 'block', block },
    code,
    checkedBy,
  });
  return [
    lie('whose hash belongs to another nonce', 'bad-hash', { ...good, nonce: good.nonce + 1 }),
    lie('without the work', 'bad-work', withoutWork(draft)),
    lie('that is easier to mine', 'bad-difficulty', mined({ ...draft, difficulty: 1 })),
    lie(
      'whose timestamp is an hour in the future',
      'bad-timestamp',
      mined({ ...draft, timestamp: Date.now() + 3600_000 }),
    ),
    lie('that skips a height', 'bad-index', mined({ ...draft, index: draft.index + 1 })),
    lie('with an extra field', 'bad-shape', { ...good, miner: 'mallory' }, 'handleMsg'),
    lie(
      'whose reward is a cent too high',
      'bad-reward',
      minting({ ...draft.data, amount: REWARD + 1 }),
    ),
    lie('that steals coins', 'bad-signature', minting(theft(context, liar.address))),
    lie('that mints an old payment again', 'duplicate-transaction', minting(minted)),
    lie(
      'that spends coins which its sender does not own',
      'insufficient-funds',
      minting(unfunded(context, context.victim, 1)),
    ),
    lie('that begins another network', 'bad-genesis', createGenesisBlock(random.time(), 8)),
    lie(
      'without the work and with an unknown parent',
      'bad-work',
      withoutWork({ ...draft, previousHash: random.hex(64) }),
      'handleMsg',
    ),
  ];
}

/** Returns payments that the liar asks the victim to mint. Each payment has one fault. */
function invalidPayments(context: LieContext): InvalidMessage[] {
  const { victim, owner } = context;
  const lie = (
    what: string,
    code: Code,
    transaction: Transaction,
    checkedBy = stepOf(code),
  ): InvalidMessage => ({
    what: `a payment ${what}`,
    message: { type: 'transaction', transaction },
    code,
    checkedBy,
  });
  const toOther = unfunded(context, owner, 1);
  const coin = coinFor(victim, context.random);
  return [
    lie('that its sender did not sign', 'bad-signature', theft(context, victim)),
    lie(
      'of coins that its sender does not own',
      'insufficient-funds',
      unfunded(context, victim, 1),
    ),
    lie('with a negative amount', 'bad-transaction', unfunded(context, victim, -100)),
    lie('to another user', 'bad-transaction', toOther, 'handleMsg'),
    lie('from the network itself', 'bad-transaction', coin, 'handleMsg'),
  ];
}

function coinFor(to: Address, random: Random): Transaction {
  return { id: `coin-${random.hex(12)}`, from: NETWORK, to, amount: REWARD, signature: '' };
}

/** Returns a payment by the liar with a valid signature. The liar owns nothing. */
function unfunded({ liar, chain, random }: LieContext, to: Address, amount: number): Transaction {
  const payment = { id: random.hex(16), from: liar.address, to, amount, signature: '' };
  return sign(payment, chain.ledger.genesis, liar.privateKey);
}

/** Returns a payment of the owner's coins. The liar has signed it. */
function theft({ liar, chain, owner, random }: LieContext, to: Address): Transaction {
  const payment = { id: random.hex(16), from: owner, to, amount: 10, signature: '' };
  return sign(payment, chain.ledger.genesis, liar.privateKey);
}

function draftOn(parent: Block, data: Transaction): Draft {
  return nextBlock(parent, data, Date.now());
}

function mined(draft: Draft): Block {
  const block = mine(draft, () => true);
  if (block === null) throw new Error('mining was stopped');
  return block;
}

/** Returns a block with the right hash. The block has less work than it claims. */
function withoutWork(draft: Draft): Block {
  for (let nonce = 0; ; nonce++) {
    const hash = hashBlock({ ...draft, nonce });
    if (!meetsDifficulty(hash, draft.difficulty)) return { ...draft, nonce, hash };
  }
}
