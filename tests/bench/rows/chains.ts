import { catchUp } from '../../../solution/catchUp';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { hashBlock } from '../../../solution/hashBlock';
import { reorganise } from '../../../solution/reorganise';
import { adoptBranch } from '../../../solution/supplied/chain/adoptBranch';
import { appendBlock, createChain, pushBlock } from '../../../solution/supplied/chain/Chain';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import { MAX_PAGE } from '../../../solution/supplied/constants';
import type { Block } from '../../../solution/supplied/types';
import type { ChainReply } from '../../../solution/supplied/wire/messages';
import { longBranch } from '../../../grader/steps/support/child/longBranch';
import { START } from '../../support/blocks';
import { inOrder, cpuOf } from '../Row';
import type { Row } from '../Row';

const HIGH = 100_000;
const LOW = 1000;
const SOME = 1000;
const MANY = 10_000;
/** All blocks are older than this time. */
const NOW = START + 10 * HIGH * 1000;

const genesis = createGenesisBlock(START, 0);

/** Chains are made once, because this takes long. */
const stored = new Map<number, Block[]>();
function blocksUpTo(height: number): Block[] {
  const known = stored.get(height) ?? [genesis, ...longBranch(genesis, height, 'alice')];
  stored.set(height, known);
  return known;
}

function chainUpTo(height: number): Chain {
  const chain = createChain(genesis);
  for (const block of blocksUpTo(height).slice(1)) pushBlock(chain, block);
  return chain;
}

function appending(height: number): Promise<number> {
  const chain = chainUpTo(height);
  const more = longBranch(chain.blocks[height], SOME, 'bob');
  return cpuOf(() => more.forEach((block) => appendBlock(chain, block, NOW)));
}

function reorganising(): Promise<number> {
  const chain = chainUpTo(HIGH);
  const branch = longBranch(chain.blocks[HIGH - SOME], SOME + 1, 'bob');
  return cpuOf(() => reorganise(chain, branch, NOW));
}

/** The blocks as pages of text, as they come from a peer. */
function pagesOf(blocks: readonly Block[]): (from: number, limit: number) => string {
  return (from, limit) => {
    const page = blocks.slice(from, from + Math.min(limit, MAX_PAGE));
    return JSON.stringify({ type: 'chain', blocks: page, height: blocks.length - 1 });
  };
}

function catchingUp(): Promise<number> {
  const pageAt = pagesOf(blocksUpTo(MANY));
  const texts = new Map(
    Array.from({ length: MANY / MAX_PAGE + 1 }, (_, i) => 1 + i * MAX_PAGE).map((from) => [
      from,
      pageAt(from, MAX_PAGE),
    ]),
  );
  const chain = createChain(genesis);
  const ask = async (from: number, limit: number): Promise<ChainReply> =>
    JSON.parse(texts.get(limit === 1 ? 0 : from) ?? pageAt(from, limit)) as ChainReply;
  return cpuOf(() =>
    catchUp({
      chain,
      ask,
      adopt: (branch) => adoptBranch(chain, branch, NOW),
    }),
  );
}

function parsingAndHashing(): Promise<number> {
  const pageAt = pagesOf(blocksUpTo(MANY));
  const texts = Array.from({ length: MANY / MAX_PAGE }, (_, i) =>
    pageAt(1 + i * MAX_PAGE, MAX_PAGE),
  );
  return cpuOf(() => {
    for (const text of texts) {
      const { blocks } = JSON.parse(text) as { blocks: Block[] };
      for (const block of blocks) {
        if (hashBlock(block) !== block.hash) throw new Error('the hash is wrong');
      }
    }
  });
}

export const CHAINS: readonly Row[] = [
  {
    name: 'append',
    what: `appending ${SOME} blocks at height ${HIGH}`,
    beside: `at height ${LOW}`,
    goal: { atMost: 1.1 },
    pair: (oursFirst) =>
      inOrder(
        oursFirst,
        () => appending(HIGH),
        () => appending(LOW),
      ),
  },
  {
    name: 'reorganise',
    what: `a reorganisation of ${SOME} blocks at height ${HIGH}`,
    beside: 'appending as many',
    goal: { atMost: 2 },
    pair: (oursFirst) => inOrder(oursFirst, reorganising, () => appending(HIGH)),
  },
  {
    name: 'catchUp',
    what: `catching up ${MANY} blocks`,
    beside: 'parsing and hashing them, bare',
    goal: { atMost: 2 },
    pair: (oursFirst) => inOrder(oursFirst, catchingUp, parsingAndHashing),
  },
];
