import * as fc from 'fast-check';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { reorganise } from '../../../solution/reorganise';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import { NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Block, Transaction } from '../../../solution/supplied/types';
import { at } from '../../harness/channel/Story';
import { playStory } from '../../harness/channel/playStory';
import type { Move, Outcome, Story } from '../../harness/channel/Story';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import type { Difference } from '../../harness/parent/search/StorySearch';
import { equals } from '../../harness/parent/suite/equals';
import type { Search } from '../../harness/parent/suite/Search';
import { FAULTS, faultyBranch } from '../support/faultyBranch';
import { LABELS, PEOPLE } from '../support/people';
import { blockOn, chainOf, coin, grow, otherGenesis } from '../support/sampleBlocks';
import { signed } from '../support/sampleKeys';
import { probe } from '../support/probe';
import { oneOf, storiesFrom } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';
import { searchDeep } from './searchDeep';
import { countBlocks } from '../support/countBlocks';

const BEGIN = 1_700_000_000_000;
const NOW = BEGIN + 3_600_000;
const NAMES = ['alice', 'bob', 'carol'] as const;
/** Most branches of a story are good. */
const GOOD = ['good', 'good', 'good', 'good'] as const;

/** Forks of one network, on which users reorganise again and again. */
class Forks {
  readonly moves: Move[] = [];
  private readonly genesis: Block;
  /** The chain as the reference leaves it. */
  private readonly chain: Chain;
  private ids = 0;
  private readonly areNumbers: boolean;

  constructor(private readonly draw: Draw) {
    this.areNumbers = draw(fc.nat(3)) === 0;
    this.genesis = createGenesisBlock(BEGIN, draw(oneOf(0, 1, 2)));
    const ours = this.blocksOn([this.genesis], draw(fc.nat(7)));
    this.chain = chainOf([this.genesis, ...ours]);
    const words = `the chain of ${wordsOf([this.genesis, ...ours])}`;
    this.moves.push({ let: 'chain', be: structuredClone(this.chain), words });
  }

  /** Offers a branch, and then perhaps the undone blocks. */
  offer(): void {
    const { draw, moves } = this;
    const number = moves.length;
    const { branch, words } = this.drawBranch();
    const name = `branch${number}`;
    moves.push({ let: name, be: structuredClone(branch), words });
    if (draw(fc.nat(3)) === 0) moves.push({ freeze: [name] });
    const did = `did${number}`;
    moves.push({ call: 'reorganise', args: [at('chain'), at(name), NOW], as: did });
    if (!this.follow(branch) || draw(fc.boolean())) return;
    const { undone } = this.last;
    if (undone.length === 0) return;
    // Our old blocks come back, with nothing or with one block more.
    const back = blockOn(undone[undone.length - 1], this.coinFor('alice'));
    moves.push({
      let: `next${number}`,
      be: back,
      words: `a block on the last of did${number}.undone`,
    });
    const list = [...undone.map((_block, i) => at(did, 'undone', i)), at(`next${number}`)];
    moves.push({ call: 'reorganise', args: [at('chain'), list, NOW], as: `back${number}` });
    this.follow([...undone, back]);
  }

  private last: { undone: Block[] } = { undone: [] };

  /** Lets the reference reorganise. Returns false if it refuses. */
  private follow(branch: Block[]): boolean {
    try {
      this.last = reorganise(this.chain, branch, NOW);
      return true;
    } catch {
      return false;
    }
  }

  private drawBranch(): { branch: Block[]; words: string } {
    const { draw, chain } = this;
    const { blocks } = chain;
    const parent = draw(oneOf(...blocks, blocks[blocks.length - 1], blocks[0]));
    const below = blocks.slice(0, parent.index + 1);
    const above = blocks.slice(parent.index + 1);
    const length = above.length + draw(oneOf(1, 1, 2, 3, 0));
    const on = `the first on block ${parent.index}`;
    const kind = draw(oneOf(...GOOD, 'faulty', 'forged', 'poor', 'elsewhere', 'empty', 'ours'));
    if (kind === 'empty' || length === 0) return { branch: [], words: 'an empty branch' };
    if (kind === 'elsewhere') {
      const branch = grow(otherGenesis(this.genesis), length, 'bob');
      return { branch, words: `${countBlocks(length)} on a different genesis block` };
    }
    if (kind === 'ours') {
      const branch = [...above, ...this.blocksOn([...blocks], 1)];
      return { branch, words: `our own blocks above block ${parent.index}, and one more` };
    }
    if (kind === 'faulty') {
      const fault = draw(oneOf(...Object.keys(FAULTS)));
      const place = draw(fc.nat(length - 1));
      const branch = faultyBranch(parent, length, place, fault, NOW);
      return {
        branch,
        words: `${countBlocks(length)}, ${on}, of which block ${place + 1} ${fault}`,
      };
    }
    const good = this.blocksOn(below, length, above);
    if (kind === 'good') return { branch: good, words: `${wordsOf(good)}, ${on}` };
    if (kind === 'forged') {
      const place = draw(fc.nat(length - 1));
      const { index, hash } = draw(oneOf(...blocks));
      const words = `${wordsOf(good)}, ${on}; block ${place + 1} claims the hash of our block ${index}`;
      return { branch: good.with(place, { ...good[place], hash }), words };
    }
    const [fault, data] = this.badTransaction(good);
    const bad = blockOn(good[good.length - 1], data);
    const words = `${wordsOf([...good, bad])}, ${on}; the last ${fault}`;
    return { branch: [...good, bad], words };
  }

  /** Returns valid blocks with coins and payments. Some repeat transactions of the rival blocks. */
  private blocksOn(below: readonly Block[], count: number, rivals: readonly Block[] = []): Block[] {
    const blocks = [...below];
    for (let i = 0; i < count; i++) {
      const data = this.drawTransaction(blocks, rivals);
      blocks.push(blockOn(blocks[blocks.length - 1], data));
    }
    return blocks.slice(below.length);
  }

  private drawTransaction(blocks: readonly Block[], rivals: readonly Block[]): Transaction {
    const { draw } = this;
    const { ledger } = chainOf(blocks);
    const again = rivals
      .map(({ data }) => data)
      .filter(({ id, from, amount }) => {
        const isPaid = from === 'network' || (ledger.balances.get(from) ?? 0) >= amount;
        return isPaid && !ledger.transactions.has(id);
      });
    if (again.length > 0 && draw(fc.nat(2)) === 0) return draw(oneOf(...again));
    const rich = NAMES.filter((name) => ledger.balances.has(PEOPLE[name].address));
    if (rich.length === 0 || draw(fc.nat(2)) > 0) return this.coinFor(draw(oneOf(...NAMES)));
    const from = draw(oneOf(...rich));
    const balance = ledger.balances.get(PEOPLE[from].address) ?? 0;
    const to = draw(oneOf(...NAMES.filter((name) => name !== from)));
    const amount = Math.min(
      balance,
      draw(oneOf(1, balance, balance, REWARD, Math.ceil(balance / 2))),
    );
    return this.payment(from, to, amount);
  }

  /** Returns what is wrong with it, in words, and the transaction. */
  private badTransaction(branch: readonly Block[]): [fault: string, data: Transaction] {
    const { draw } = this;
    const broke = this.payment('carol', 'alice', 10 ** 6);
    const [, second] = [...this.chain.ledger.transactions.values()];
    return draw(
      oneOf<[string, Transaction]>(
        ['pays more than carol owns', broke],
        [
          'has a wrong signature',
          { ...this.payment('alice', 'bob', 1), signature: 'ab'.repeat(64) },
        ],
        ['is a coin of 101 cents', { ...this.coinFor('alice'), amount: REWARD + 1 }],
        ['has an id that our chain had', { ...this.coinFor('alice'), id: second?.id ?? 'genesis' }],
        ['has the id of genesis', { ...this.coinFor('alice'), id: 'genesis' }],
        [
          'has an id of its own branch',
          { ...this.coinFor('alice'), id: draw(oneOf(...branch)).data.id },
        ],
        ['is on its own branch already', draw(oneOf(...branch)).data],
      ),
    );
  }

  private coinFor(name: (typeof NAMES)[number]): Transaction {
    return coin(this.newId('coin-'), PEOPLE[name].address);
  }

  /** Some networks count their ids down, without a word before them. */
  private newId(word: string): string {
    const number = this.ids++;
    return this.areNumbers ? String(90 - number) : `${word}${number}`;
  }

  private payment(
    from: (typeof NAMES)[number],
    to: (typeof NAMES)[number],
    amount: number,
  ): Transaction {
    const { address, privateKey } = PEOPLE[from];
    const payment = { id: this.newId('pay-'), from: address, to: PEOPLE[to].address, amount };
    return signed(payment, this.genesis.hash, privateKey);
  }
}

/** Describes each block by its transaction. */
function wordsOf(blocks: readonly Block[]): string {
  return blocks
    .map(({ data: { id, from, to, amount } }) => {
      if (from === NETWORK && id !== 'genesis') return `a coin for ${LABELS[to] ?? to} (${id})`;
      return id === 'genesis' ? id : `${LABELS[from]} pays ${LABELS[to]} ${amount} cents (${id})`;
    })
    .join(', ');
}

/** A branch that is refused, and offered again after a part of it was changed, or its end mended. */
function probed(draw: Draw): Move[] {
  const genesis = createGenesisBlock(BEGIN, draw(oneOf(0, 1)));
  const ours = grow(genesis, draw(oneOf(1, 2, 10)), 'alice');
  const branch = grow(genesis, ours.length + 2, 'bob');
  const last = branch.length - 1;
  const bad = { ...branch[last], hash: '0'.repeat(64) };
  const offered = branch.with(last, bad);
  const call = { call: 'reorganise', args: [at('chain'), at('branch1'), NOW] };
  return [
    {
      let: 'chain',
      be: chainOf([genesis, ...ours]),
      words: `a chain of ${countBlocks(ours.length + 1)}`,
    },
    {
      let: 'branch1',
      be: structuredClone(offered),
      words: `${branch.length} blocks on genesis; the last has a hash other than its own`,
    },
    ...probe(draw, [call], { branch1: offered.slice(0, last) }, 3).filter(
      (move) => !('change' in move && move.change.at(-1) === 'length'),
    ),
    { change: ['branch1', last], to: branch[last] },
    call,
  ];
}

/** Branches that start at our tip. A caller changes the lists that come back. */
function withoutUndone(draw: Draw): Move[] {
  const genesis = createGenesisBlock(BEGIN, 1);
  const [first, second] = grow(genesis, 2, 'bob');
  const list = draw(oneOf('undone', 'waiting', 'unfundable'));
  return [
    { let: 'chain', be: chainOf([genesis]), words: 'a chain of only the genesis block' },
    { call: 'reorganise', args: [at('chain'), [first], NOW], as: 'did1' },
    { change: ['did1', list, 0], to: 'a note of the caller' },
    { call: 'reorganise', args: [at('chain'), [second], NOW] },
  ];
}

const stories = storiesFrom(150, (draw, number) => {
  if (number % 6 === 5) return probed(draw);
  if (number % 30 === 4) return withoutUndone(draw);
  const forks = new Forks(draw);
  const length = draw(fc.integer({ min: 1, max: 4 }));
  for (let i = 0; i < length; i++) forks.offer();
  return forks.moves;
});

function sentenceOf(difference: Difference, story: Story): number {
  if (difference.kind === 'value') {
    if (/^branch|^next/.test(difference.name)) return 9;
    return story.moves.length > 0 && 'refused' in lastOutcome(story) ? 4 : 3;
  }
  const { expected, got } = difference;
  if ('refused' in expected) return expected.refused === 'unknown-parent' ? 1 : 2;
  const [wanted, found] = [expected, got].map(listsOf);
  if (wanted === undefined) return 2;
  if (found === undefined) return typeof got === 'object' && 'returned' in got ? 5 : 2;
  if (wanted.undone.length === 0) return 8;
  if (!equals(wanted.undone, found.undone)) return 5;
  // A payment in the wrong one of the two lists, or a wrong list in another way.
  const isMoved = (['waiting', 'unfundable'] as const).some((list) =>
    found[list].some((payment) => !includes(wanted[list], payment)),
  );
  const all = ({ waiting, unfundable }: Lists): string =>
    idsOf([...waiting, ...unfundable])
      .toSorted()
      .join(' ');
  return isMoved && all(wanted) === all(found) ? 7 : 6;
}

/** What the reference does in the last call of a story. */
function lastOutcome(story: Story): Outcome {
  const { outcomes } = playStory({ reorganise }, story);
  return outcomes[outcomes.length - 1];
}

interface Lists {
  undone: unknown[];
  waiting: unknown[];
  unfundable: unknown[];
}

function listsOf(outcome: Outcome | string): Lists | undefined {
  if (typeof outcome !== 'object' || !('returned' in outcome)) return undefined;
  const { undone, waiting, unfundable } = Object(outcome.returned) as Partial<Lists>;
  const lists = [undone, waiting, unfundable];
  return lists.every(Array.isArray) ? (outcome.returned as Lists) : undefined;
}

function idsOf(list: readonly unknown[]): string[] {
  return list.map((item) => String((Object(item) as { id?: unknown }).id));
}

function includes(list: readonly unknown[], payment: unknown): boolean {
  return list.some((each) => equals(each, payment));
}

const searchForks = searchWithStories('reorganise', {
  reference: { reorganise },
  stories,
  sentenceOf,
  labels: LABELS,
});

export const search: Search = async (tools) => {
  await searchForks(tools);
  await searchDeep(tools);
};
