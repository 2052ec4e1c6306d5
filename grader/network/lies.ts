import type { StepName } from '../course/course';
import { createGenesisBlock, nextBlock } from '../../solution/createGenesisBlock';
import { hashBlock } from '../../solution/hashBlock';
import { meetsDifficulty, mine } from '../../solution/mine';
import { sign } from '../../solution/signatures';
import { tip } from '../../solution/supplied/chain/Chain';
import type { Chain } from '../../solution/supplied/chain/Chain';
import { NETWORK, REWARD } from '../../solution/supplied/constants';
import type { Keys } from '../../solution/supplied/chain/keys';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Draft, Transaction } from '../../solution/supplied/types';
import { guardOf } from './judgeChain';
import type { Random } from '../harness/parent/suite/Random';

/** Something that an honest user must refuse, and why. */
export interface Lie {
  what: string;
  message: object;
  code: Code;
  /** The step whose function should see it. */
  guard: StepName;
}

/** Who lies to whom, on top of which chain. */
export interface Plot {
  liar: Keys;
  chain: Chain;
  victim: Address;
  /** A user who is stolen from. */
  rich: Address;
  /** A payment that is on the chain already. */
  spent: Transaction;
  random: Random;
}

/** Every lie about a single block or payment, in an order drawn by lot. */
export function lies(plot: Plot): Lie[] {
  return [...blockLies(plot), ...paymentLies(plot)]
    .map((lie) => ({ lie, place: plot.random.integer(0, 10 ** 6) }))
    .sort((a, b) => a.place - b.place)
    .map(({ lie }) => lie);
}

/** A block with real work whose parent nobody has. */
export function orphan({ chain, liar, random }: Plot): Block {
  const { index, timestamp, difficulty } = tip(chain);
  const data = coinFor(liar.address, random);
  return work({ index: index + 2, timestamp, previousHash: random.hex(64), difficulty, data });
}

/**
 * A branch that begins below the tip and goes beyond it: all its blocks have the work, but in the
 * last but one coins are stolen.
 *
 * @param undone so many blocks of the chain would make way for it
 * @param higher so many blocks it is higher than the chain
 */
export function theftBranch(plot: Plot, undone: number, higher: number): Block[] {
  const { chain, liar, random } = plot;
  const length = undone + higher;
  const blocks: Block[] = [];
  let parent = chain.blocks[tip(chain).index - undone];
  while (blocks.length < length) {
    const isTheft = blocks.length === length - 2;
    parent = work(
      draftOn(parent, isTheft ? stolen(plot, liar.address) : coinFor(liar.address, random)),
    );
    blocks.push(parent);
  }
  return blocks;
}

/** Blocks on top of the chain that nobody has worked for. */
export function idleBranch({ chain, liar, random }: Plot, length: number): Block[] {
  const blocks: Block[] = [];
  for (let parent = tip(chain); blocks.length < length; parent = blocks[blocks.length - 1]) {
    blocks.push(idle(draftOn(parent, coinFor(liar.address, random))));
  }
  return blocks;
}

function blockLies(plot: Plot): Lie[] {
  const { chain, liar, spent, random } = plot;
  const draft = draftOn(tip(chain), coinFor(liar.address, random));
  const good = work(draft);
  const minting = (data: Transaction): Block => work({ ...draft, data });
  const lie = (what: string, code: Code, block: object, guard = guardOf(code)): Lie => ({
    what: `a block ${what}`,
    message: { type: 'block', block },
    code,
    guard,
  });
  return [
    lie('whose hash is that of another nonce', 'bad-hash', { ...good, nonce: good.nonce + 1 }),
    lie('that nobody has worked for', 'bad-work', idle(draft)),
    lie('that is easier to mine', 'bad-difficulty', work({ ...draft, difficulty: 1 })),
    lie(
      'from an hour ahead',
      'bad-timestamp',
      work({ ...draft, timestamp: Date.now() + 3600_000 }),
    ),
    lie('that leaves out a height', 'bad-index', work({ ...draft, index: draft.index + 1 })),
    lie('with a field too many', 'bad-shape', { ...good, miner: 'mallory' }, 'handleMsg'),
    lie('worth a cent too much', 'bad-reward', minting({ ...draft.data, amount: REWARD + 1 })),
    lie('in which coins are stolen', 'bad-signature', minting(stolen(plot, liar.address))),
    lie('that mints an old payment again', 'duplicate-transaction', minting(spent)),
    lie(
      'that spends what its sender does not own',
      'insufficient-funds',
      minting(signed(plot, plot.victim, 1)),
    ),
    lie('that begins another network', 'bad-genesis', createGenesisBlock(random.time(), 8)),
    lie(
      'without work and with an unknown parent',
      'bad-work',
      idle({ ...draft, previousHash: random.hex(64) }),
      'handleMsg',
    ),
  ];
}

function paymentLies(plot: Plot): Lie[] {
  const { victim, rich } = plot;
  const lie = (what: string, code: Code, transaction: Transaction): Lie => ({
    what: `a payment ${what}`,
    message: { type: 'transaction', transaction },
    code,
    guard: guardOf(code),
  });
  return [
    lie('that its sender did not sign', 'bad-signature', stolen(plot, victim)),
    lie('of coins that nobody owns', 'insufficient-funds', signed(plot, victim, 1)),
    lie('of less than nothing', 'bad-transaction', signed(plot, victim, -100)),
    {
      ...lie('that is not for the one who is asked', 'bad-transaction', signed(plot, rich, 1)),
      guard: 'handleMsg',
    },
    {
      ...lie('from the network itself', 'bad-transaction', coinFor(victim, plot.random)),
      guard: 'handleMsg',
    },
  ];
}

function coinFor(to: Address, random: Random): Transaction {
  return { id: `coin-${random.hex(12)}`, from: NETWORK, to, amount: REWARD, signature: '' };
}

/** A payment of the liar's own, who owns nothing. */
function signed({ liar, chain, random }: Plot, to: Address, amount: number): Transaction {
  const payment = { id: random.hex(16), from: liar.address, to, amount, signature: '' };
  return sign(payment, chain.ledger.genesis, liar.privateKey);
}

/** A payment of somebody else's coins, signed by the liar. */
function stolen({ liar, chain, rich, random }: Plot, to: Address): Transaction {
  const payment = { id: random.hex(16), from: rich, to, amount: 10, signature: '' };
  return sign(payment, chain.ledger.genesis, liar.privateKey);
}

function draftOn(parent: Block, data: Transaction): Draft {
  return nextBlock(parent, data, Date.now());
}

function work(draft: Draft): Block {
  const block = mine(draft, () => true);
  if (block === null) throw new Error('mining was called off');
  return block;
}

/** A block with the right hash, which lacks the work. */
function idle(draft: Draft): Block {
  for (let nonce = 0; ; nonce++) {
    const hash = hashBlock({ ...draft, nonce });
    if (!meetsDifficulty(hash, draft.difficulty)) return { ...draft, nonce, hash };
  }
}
