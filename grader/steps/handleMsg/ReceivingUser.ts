import type * as HandleMsg from '../../../solution/handleMsg';
import type { Keys } from '../../../solution/supplied/chain/keys';
import type { Block, Transaction } from '../../../solution/supplied/types';
import type { Tools } from '../../harness/parent/suite/Check';
import type { Random } from '../../harness/parent/suite/Random';
import type { UserData } from './channel/RecordedUser';
import type { SentMessage } from './child/scenario';
import { HandledMessages, listOf } from './HandledMessages';
import { readAnswered } from './readHandled';
import { blockOn, chainOf, coin, genesisBlock, mint } from '../support/sampleBlocks';
import { inWords } from '../support/inWords';
import { keysOf, signed } from '../support/sampleKeys';

type Play = Tools<typeof HandleMsg>['play'];

/** Messages that arrive in one tick, and the demands on the result. */
interface Burst {
  words: string;
  messages: readonly SentMessage[];
  /** A block that bob's own server appends in the same tick, if the block fits on the tip. */
  rival?: Block;
  /**
   * The part to repair first, such as `sentence 11`, if the messages fail even when they come one
   * at a time.
   */
  mendFirst: string;
  demand: (handled: HandledMessages) => void;
}

/** How far bob's clock is ahead of his newest block by default, in milliseconds. */
const LATER_MS = 10_000;

/** The state of bob in one case. Missing fields have their defaults. */
export interface Situation {
  blocks?: readonly Block[];
  pending?: readonly Transaction[];
  now?: number;
}

/** Bob, who receives blocks and payments from other users. Alice and carol own one coin each. */
export class ReceivingUser {
  readonly bob: Keys;
  readonly alice: Keys;
  readonly carol: Keys;
  /** Bob's chain: genesis, a coin for alice, a coin for carol. */
  readonly blocks: readonly Block[];

  constructor(private readonly random: Random) {
    [this.bob, this.alice, this.carol] = [64, 64, 64].map((digits) => keysOf(random.hex(digits)));
    const genesis = genesisBlock(random);
    const coins = [this.alice, this.carol].map((owner) => this.coin(owner));
    this.blocks = [genesis, ...mint(genesis, coins)];
  }

  get genesis(): Block {
    return this.blocks[0];
  }

  get tip(): Block {
    return this.blocks[this.blocks.length - 1];
  }

  /** Returns a mined coin. */
  coin(to = this.bob): Transaction {
    return coin(this.#newId('coin'), to.address);
  }

  /** Returns a payment to bob that its sender has signed. */
  payment(from: Keys, amount: number, changes: Partial<Transaction> = {}): Transaction {
    const { address } = this.bob;
    const id = this.#newId('payment');
    return this.signedBy(from, { id, from: from.address, to: address, amount, ...changes });
  }

  /** Returns a payment with a signature by `who`. `who` is the sender or another user. */
  signedBy(who: Keys, payment: Omit<Transaction, 'signature'>): Transaction {
    return signed(payment, this.genesis.hash, who.privateKey);
  }

  /** Returns bob's chain with one new block for each of these transactions. */
  after(...transactions: readonly Transaction[]): Block[] {
    return [...this.blocks, ...mint(this.tip, transactions)];
  }

  /** Returns a valid block. Bob does not have this block or its parent. */
  orphan(): Block {
    return blockOn(blockOn(this.tip, this.coin()), this.coin());
  }

  /** Sends these messages to bob, one after the other. */
  async handle(
    play: Play,
    words: string,
    messages: readonly SentMessage[],
    situation: Situation = {},
  ): Promise<HandledMessages> {
    return this.#send(play, words, messages, this.#data(situation));
  }

  /** Sends the messages, and demands these answers. An answer is `ok` or the code of a Refusal. */
  async mustAnswer(
    play: Play,
    words: string,
    messages: readonly SentMessage[],
    answers: readonly string[],
    situation: Situation = {},
  ): Promise<HandledMessages> {
    const user = this.#data(situation);
    const told = { tried: about(words, user).tried, expected: listOf(answers) };
    const handled = await inWords(told, this.#send(play, words, messages, user));
    handled.mustAnswer(...answers);
    return handled;
  }

  /**
   * Sends the messages to bob in one tick, and makes the demands of the burst. If the messages also
   * fail one after the other, the fault is not a race. Then the check is not judged.
   */
  async mustEndWellAtOnce(
    { play, notJudged }: Tools<typeof HandleMsg>,
    { words, messages, rival, mendFirst, demand }: Burst,
  ): Promise<void> {
    const user = this.#data({});
    const seen = await play('atOnce', about(`${words}, in one tick`, user), {
      user,
      messages,
      rival,
    });
    const atOnce = new HandledMessages(seen, user);
    if (isMet(demand, atOnce)) return;
    const inTurn = await this.handle(play, `${words}, one after the other`, messages);
    if (!isMet(demand, inTurn)) {
      notJudged(
        `one after the other, these already give a wrong result: ${words}. Correct that first: ${mendFirst}`,
      );
    }
    demand(atOnce);
  }

  /**
   * Demands that bob's chain changes if he hears of a valid block. A function that does nothing
   * fails here.
   */
  async mustTakeBlock(play: Play): Promise<void> {
    const block = blockOn(this.tip, this.coin());
    const handled = await this.handle(play, 'block 3 on our tip', [announced(block)]);
    handled.mustHoldBlocks([...this.blocks, block]);
  }

  /** Sends a message to bob, and demands an answer in the same turn of the event loop. */
  async mustAnswerInOneTurn(play: Play, words: string, message: SentMessage): Promise<void> {
    const user = this.#data({});
    const data = { user, messages: [message] };
    const seen = await play('inOneTurn', about(words, user), data);
    const { answered, connections } = seen.read(readAnswered);
    seen.must(connections === 0, {
      expected: 'an answer, and no connection before it',
      got: `${connections === 1 ? 'a connection was' : `${connections} connections were`} opened before there was an answer`,
    });
    seen.must(answered, {
      expected: 'an answer, without waiting for anything',
      got: 'no answer in the same turn of the event loop',
    });
  }

  async #send(
    play: Play,
    words: string,
    messages: readonly SentMessage[],
    user: UserData,
  ): Promise<HandledMessages> {
    const seen = await play('inTurn', about(words, user), { user, messages });
    return new HandledMessages(seen, user);
  }

  #data({ blocks = this.blocks, pending = [], now }: Situation): UserData {
    return {
      address: this.bob.address,
      chain: chainOf(blocks),
      pending: [...pending],
      now: now ?? blocks[blocks.length - 1].timestamp + LATER_MS,
    };
  }

  #newId(what: string): string {
    return `${what}-${this.random.hex(8)}`;
  }
}

/** Returns a message that announces a block, and where its sender listens. */
export function announced(block: unknown, announcer?: SentMessage['announcer']): SentMessage {
  return { message: { type: 'block', block }, ...(announcer && { announcer }) };
}

/** Returns a message with a payment. */
export function paid(transaction: unknown): SentMessage {
  return { message: { type: 'transaction', transaction } };
}

function isMet(demand: Burst['demand'], handled: HandledMessages): boolean {
  try {
    demand(handled);
    return true;
  } catch (error) {
    if (Object(error).name !== 'CheckFailed') throw error;
    return false;
  }
}

function about(words: string, { chain }: UserData): { of: 'handleMsg'; tried: string } {
  const { length } = chain.blocks;
  const ours = length === 1 ? 'only the genesis block' : `the blocks 0 to ${length - 1}`;
  return { of: 'handleMsg', tried: `handleMsg, where we have ${ours}: ${words}` };
}
