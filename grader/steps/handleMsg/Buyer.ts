import type * as HandleMsg from '../../../solution/handleMsg';
import type { Keys } from '../../../solution/supplied/chain/keys';
import type { Block, Transaction } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Tools } from '../../harness/parent/suite/Check';
import type { Random } from '../../harness/parent/suite/Random';
import { show, wordOf } from '../../harness/parent/suite/show';
import type { Holdings, InOneGo, Note, Outcome, Said, Seen } from './child/scenario';
import { chainOf } from '../support/chainOf';
import { equals } from '../support/equals';
import { blockOn, coin, genesisBlock, mint } from '../support/grow';
import { inWords } from '../support/inWords';
import { keysOf, signed } from '../support/keys';

type Play = Tools<typeof HandleMsg>['play'];

/** Messages that come at once, and how they must end. */
interface Crowd {
  words: string;
  said: readonly Said[];
  /** A block that bob's own server puts on top in that same tick, if it still fits. */
  rival?: Block;
  /** What is to be mended first where they end badly one after the other, too: `sentence 11`. */
  first: string;
  demand: (visit: Visited) => void;
}

/** How far the buyer's clock is ahead of its newest block, unless it is said otherwise. */
const LATER_MS = 10_000;

/** What can be said of a buyer otherwise than usual. */
export interface Circumstances {
  blocks?: readonly Block[];
  pending?: readonly Transaction[];
  now?: number;
}

/** Bob, to whom others announce blocks and payments. Alice and carol own a coin each. */
export class Buyer {
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

  /** A mined coin. */
  coin(to = this.bob): Transaction {
    return coin(this.#newId('coin'), to.address);
  }

  /** A payment to bob, signed by its sender. */
  payment(from: Keys, amount: number, changes: Partial<Transaction> = {}): Transaction {
    const { address } = this.bob;
    const id = this.#newId('payment');
    return this.signedBy(from, { id, from: from.address, to: address, amount, ...changes });
  }

  /** A payment with anybody's signature. */
  signedBy(who: Keys, payment: Omit<Transaction, 'signature'>): Transaction {
    return signed(payment, this.genesis.hash, who.privateKey);
  }

  /** Bob's chain after these blocks were minted on top of it. */
  after(...transactions: readonly Transaction[]): Block[] {
    return [...this.blocks, ...mint(this.tip, transactions)];
  }

  /** A block that bob does not have, on one that he lacks: both are good. */
  orphan(): Block {
    return blockOn(blockOn(this.tip, this.coin()), this.coin());
  }

  /** Has these messages announced to bob, one after the other. */
  async visit(
    play: Play,
    words: string,
    said: readonly Said[],
    circumstances: Circumstances = {},
  ): Promise<Visited> {
    const user = this.#holdings(circumstances);
    return new Visited(await play('inTurn', about(words), { user, said }), user);
  }

  /** The same, and demands these answers: `ok`, or the code of a Refusal. */
  async mustAnswer(
    play: Play,
    words: string,
    said: readonly Said[],
    answers: readonly string[],
    circumstances: Circumstances = {},
  ): Promise<Visited> {
    const told = { tried: about(words).tried, expected: listOf(answers) };
    const visit = await inWords(told, this.visit(play, words, said, circumstances));
    visit.mustAnswer(...answers);
    return visit;
  }

  /**
   * Has these messages announced to bob in one tick, and demands that they end as they must. Where
   * they do not, and end badly also one after the other, nothing can be said of a race: the check is
   * not judged.
   */
  async mustEndWellAtOnce(
    { play, notJudged }: Tools<typeof HandleMsg>,
    { words, said, rival, first, demand }: Crowd,
  ): Promise<void> {
    const user = this.#holdings({});
    const seen = await play('atOnce', about(`${words}, in one tick`), { user, said, rival });
    const atOnce = new Visited(seen, user);
    if (isMet(demand, atOnce)) return;
    const inTurn = await this.visit(play, `${words}, one after the other`, said);
    if (!isMet(demand, inTurn)) {
      notJudged(`one after the other these end badly already: ${words}. Mend that first: ${first}`);
    }
    demand(atOnce);
  }

  /** Has a message announced to bob, and demands that it is answered without waiting for anything. */
  async mustAnswerInOneGo(play: Play, words: string, said: Said): Promise<void> {
    const data = { user: this.#holdings({}), said: [said] };
    const seen = await play('inOneGo', about(words), data);
    const { answered, connections } = seen.value as InOneGo;
    seen.must(connections === 0, {
      expected: 'an answer, and nobody is called before that',
      got: `${connections === 1 ? 'a connection was' : `${connections} connections were`} opened before there was an answer`,
    });
    seen.must(answered, {
      expected: 'an answer, without waiting for anything',
      got: 'no answer yet when the event loop came round again',
    });
  }

  #holdings({ blocks = this.blocks, pending = [], now }: Circumstances): Holdings {
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

/** What came of a visit to bob, and what can be demanded of it. */
export class Visited {
  readonly #seen: Seen;

  constructor(
    private readonly answer: Answer,
    private readonly before: Holdings,
  ) {
    this.#seen = answer.value as Seen;
  }

  /** True if no message was answered with `ok`. */
  get refused(): boolean {
    return this.#seen.outcomes.every((outcome) => 'refused' in outcome);
  }

  /** Demands these answers: `ok`, or the code of a Refusal. */
  mustAnswer(...expected: readonly string[]): void {
    const got = this.#seen.outcomes.map(nameOf);
    this.answer.must(equals(got, expected), { expected: listOf(expected), got: listOf(got) });
  }

  /** Demands these answers, no matter to which of the messages which is given. */
  mustAnswerInSomeOrder(...expected: readonly string[]): void {
    const got = this.#seen.outcomes.map(nameOf);
    this.answer.must(equals([...got].sort(), [...expected].sort()), {
      expected: `${listOf(expected, ' and ')}, whichever comes first`,
      got: listOf(got, ' and '),
    });
  }

  /** Demands one of these chains. */
  mustHoldAny(chains: ReadonlyArray<readonly Block[]>): void {
    const { blocks } = this.#seen.chain;
    this.answer.must(
      chains.some((chain) => equals(chain, blocks)),
      {
        expected: `a chain of ${chains.map(namesIn).join(', or ')}`,
        got: `a chain of ${namesIn(blocks)}`,
      },
    );
    this.mustHold(blocks);
  }

  /** Demands a chain of these blocks, and the ledger that follows from them. */
  mustHold(blocks: readonly Block[]): void {
    const { chain } = this.#seen;
    const wanted = chainOf(blocks);
    this.answer.must(equals(chain.blocks, wanted.blocks), {
      expected: `a chain of ${namesIn(blocks)}`,
      got: `a chain of ${namesIn(chain.blocks)}`,
    });
    this.answer.must(equals(chain.heights, wanted.heights), {
      expected: `heights with the hashes of these ${blocks.length} blocks`,
      got: `heights ${show(chain.heights)}`,
    });
    const [expected, got] = [wanted, chain].map(({ ledger }) => ({
      ...ledger,
      balances: new Map([...ledger.balances].filter(([, cents]) => cents !== 0)),
    }));
    this.answer.must(equals(got.balances, expected.balances), {
      expected: `the balances that follow from the chain: ${show(expected.balances)}`,
      got: show(got.balances),
    });
    this.answer.must(equals(got, expected), {
      expected: `a ledger with the ${expected.transactions.size} transactions of the chain`,
      got: `a ledger with ${got.transactions.size}: ${[...got.transactions.keys()].join(', ')}`,
    });
  }

  /** Demands that these payments wait, in this order. */
  mustWait(payments: readonly Transaction[]): void {
    const { pending } = this.#seen;
    this.answer.must(equals(pending, payments), {
      expected: `${amountsIn(payments)} in pending`,
      got: `${amountsIn(pending)} in pending`,
    });
  }

  /** Demands that exactly one of these payments waits. */
  mustWaitOneOf(payments: readonly Transaction[]): void {
    const { pending } = this.#seen;
    this.answer.must(
      payments.some((payment) => equals(pending, [payment])),
      { expected: 'one of them in pending', got: `${amountsIn(pending)} in pending` },
    );
  }

  /** Demands that exactly this was called, and when. */
  mustNote(expected: readonly Note[]): void {
    const { notes } = this.#seen;
    this.answer.must(equals(notes, expected), {
      expected: notesOf(expected),
      got: notesOf(notes),
    });
  }

  /** Demands that this was not called more than once. */
  mustNoteOnce(called: Note['called']): void {
    const times = this.#seen.notes.filter((note) => note.called === called).length;
    this.answer.must(times <= 1, {
      expected: `${called}() is called for the first only`,
      got: `it is called ${times} times`,
    });
  }

  /** Demands that everything is as before. */
  mustChangeNothing(): void {
    this.mustHold(this.before.chain.blocks);
    this.mustWait(this.before.pending);
  }
}

/** A message that announces a block, from whoever listens there. */
export function announced(block: unknown, announcer?: Said['announcer']): Said {
  return { message: { type: 'block', block }, ...(announcer && { announcer }) };
}

/** A message with a payment. */
export function paid(transaction: unknown): Said {
  return { message: { type: 'transaction', transaction } };
}

function isMet(demand: Crowd['demand'], visit: Visited): boolean {
  try {
    demand(visit);
    return true;
  } catch (error) {
    if (Object(error).name !== 'CheckFailed') throw error;
    return false;
  }
}

function about(words: string): { of: 'handleMsg'; tried: string } {
  return { of: 'handleMsg', tried: `handleMsg: ${words}` };
}

function nameOf(outcome: Outcome): string {
  if ('refused' in outcome) return wordOf(outcome.refused);
  return equals(outcome.resolved, { type: 'ok' }) ? 'ok' : show(outcome.resolved);
}

function listOf(names: readonly string[], join = ', then '): string {
  return names.join(join);
}

/** Blocks as one knows them: `the blocks 0 to 3`. */
function namesIn(blocks: readonly Block[]): string {
  return `the blocks ${blocks.map(({ index, hash }) => `${index} (${wordOf(hash).slice(0, 6)}…)`).join(', ')}`;
}

function amountsIn(payments: readonly Transaction[]): string {
  if (payments.length === 0) return 'nothing';
  if (payments.length > 9) return `${payments.length} payments`;
  return payments.map(({ id, amount }) => `${id} of ${show(amount)} cents`).join(', ');
}

function notesOf(notes: readonly Note[]): string {
  if (notes.length === 0) return 'nothing is called';
  return notes.map(noteOf).join(', then ');
}

function noteOf(note: Note): string {
  switch (note.called) {
    case 'chainChanged':
      return `chainChanged() when the tip is block ${note.height} and the ledger has ${note.transactions} transactions`;
    case 'pendingChanged':
      return `pendingChanged() when ${note.pending} ${note.pending === 1 ? 'payment waits' : 'payments wait'}`;
    case 'fetchLater':
      return `fetchLater(${note.from === undefined ? '' : show(note.from)})`;
  }
}
