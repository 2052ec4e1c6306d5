import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { hashBlock } from '../../solution/hashBlock';
import { createKeys } from '../../solution/supplied/chain/keys';
import type { Block, Endpoint, Peer } from '../../solution/supplied/types';
import {
  ALICE,
  BOB,
  coin,
  genesisBlock,
  mined,
  minedBlocks,
  payment,
  START,
} from '../../tests/support/blocks';
import { endpointOf, TestNetwork } from '../../tests/support/TestNetwork';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import type { Lies } from '../../grader/network/users/ScriptedPeer';
import { Watching } from './support/Watching';

const genesis = genesisBlock();
const chain = [genesis, ...minedBlocks(genesis, 8, ALICE)];

/**
 * Runs a story with an honest peer, a liar, and an observer of both. The honest peer names the
 * liar.
 */
async function withLiar(
  blocks: readonly unknown[],
  lies: Lies,
  story: (seen: Watching, liar: ScriptedPeer, honest: ScriptedPeer) => Promise<void>,
): Promise<void> {
  const honest = await ScriptedPeer.start('honest', chain);
  const liar = await ScriptedPeer.start('liar', blocks, lies);
  honest.peers = [liar.peer];
  const seen = new Watching([honest]);
  try {
    await story(seen, liar, honest);
    // After the story, the observer must show the next block of the honest peer.
    honest.blocks = [...honest.blocks, ...minedBlocks(honest.blocks.at(-1) as Block, 1, BOB)];
    const { hash } = honest.blocks.at(-1) as Block;
    await seen.until(() => seen.user('honest')?.tip === hash);
    expect(seen.user('honest')).toMatchObject({ here: true, trouble: null });
    expect(seen.errors).toEqual([]);
  } finally {
    await seen.stop();
    await Promise.all([honest.stop(), liar.stop()]);
  }
}

const withChange = (blocks: readonly Block[], at: number, change: Partial<Block>): Block[] =>
  blocks.map((block, i) => (i === at ? { ...block, ...change } : block));

/** Returns `chain` up to the first of these blocks, and then these blocks. */
const branch = (...last: Block[]): Block[] => [...chain.slice(0, last[0].index), ...last];

/** This block 6 differs from block 6 of `chain`. */
const sixth = mined(chain[5], coin(BOB));
const seventh = mined(sixth, coin(BOB));

describe('the tree keeps blocks without work only as claims, and no malformed blocks', () => {
  const forged = { ...seventh, data: { ...seventh.data, amount: 100_000 } };
  const lazy = { ...seventh, nonce: seventh.nonce };
  do {
    lazy.nonce++;
    lazy.hash = hashBlock(lazy);
  } while (lazy.hash.startsWith('0'));
  const easy = mined({ ...sixth, difficulty: 0 }, coin(BOB));
  const link = mined({ ...sixth, hash: 'e'.repeat(64) }, coin(BOB));
  const index = mined({ ...sixth, index: 60 }, coin(BOB));

  it.each<[string, unknown[], string]>([
    ['a changed amount in a block', branch(sixth, forged), 'bad-hash'],
    ['a block without enough work', branch(sixth, lazy), 'bad-work'],
    ['a block of another difficulty', branch(sixth, easy), 'bad-difficulty'],
    [
      'a block with another parent',
      [...branch(sixth, seventh), mined(link, coin(BOB))],
      'bad-link',
    ],
    ['a block at another height', [...branch(sixth), seventh, index], 'bad-index'],
    ['one more field in a block', branch(sixth, { ...seventh, more: 1 } as Block), 'bad-shape'],
    [
      'markup in a hash',
      branch(sixth, { ...seventh, hash: '<img onerror=alert(1)>' }),
      'bad-shape',
    ],
    ['null instead of a block', [...branch(sixth), null], 'bad-shape'],
    [
      'a block from the future',
      branch(sixth, mined(sixth, coin(BOB), Date.now() + 1e6)),
      'bad-timestamp',
    ],
  ])('the tree has no valid block of a chain with %s', async (_what, blocks, code) => {
    const lie: Lies = {
      getStatus: (_request, honest) => ({ ...honest, tip: 'f'.repeat(64), height: 8 }),
    };
    await withLiar(blocks, lie, async (seen) => {
      await seen.until(() => seen.user('liar')?.trouble === code);
      const { tree } = seen.picture;
      const claims = seen.blocks.filter(({ claim }) => claim !== undefined);
      expect(claims.map((claim) => claim.code)).toEqual(code === 'bad-shape' ? [] : [code]);
      for (const { block, claim } of seen.blocks) {
        if (claim === undefined) expect(hashBlock(block)).toBe(block.hash);
      }
      // The hash in a claim proves nothing, so the claim does not have this hash as its id.
      expect(claims.every(({ id, block }) => id !== block.hash && tree.get(id) !== undefined)).toBe(
        true,
      );
      expect(seen.user('liar')?.tip).not.toBe(chain[8].hash);
    });
  });

  it('the tree refuses a chain of another network', async () => {
    const other = createGenesisBlock(START + 1, 4);
    const blocks = [other, ...minedBlocks(other, 3, BOB)];
    const lie: Lies = {
      getStatus: (_request, honest) => ({ ...honest, genesis: genesis.hash }),
    };
    await withLiar(blocks, lie, async (seen) => {
      await seen.until(() => seen.user('liar')?.trouble === 'bad-genesis');
      expect(seen.user('liar')?.tip).toBe(genesis.hash);
    });
  });
});

describe('the tree accepts blocks that have enough work and break another rule', () => {
  const greedy = mined(chain[5], { ...coin(BOB), amount: 100_000 });
  const poor = mined(chain[5], payment(BOB, ALICE, 1, genesis));
  const unsigned = mined(chain[5], { ...payment(ALICE, BOB, 1, genesis), signature: '' });
  const again = mined(chain[5], chain[2].data);
  const late = mined(chain[5], coin(BOB), START);

  it.each([
    ['bad-reward', greedy],
    ['insufficient-funds', poor],
    ['bad-signature', unsigned],
    ['duplicate-transaction', again],
    ['bad-timestamp', { ...late, ...mineAt(late, START) }],
  ] as const)('a block with enough work is shown with the code %s', async (code, block) => {
    const next = mined(block, coin(BOB), START + 100_000);
    await withLiar(branch(block, next), {}, async (seen) => {
      await seen.until(() => seen.user('liar')?.tip === next.hash);
      const { tree } = seen.picture;
      expect([tree.get(block.hash)?.code, tree.get(next.hash)?.code]).toEqual([
        code,
        'unknown-parent',
      ]);
      await seen.until(() => seen.user('liar')?.trouble === code);
      expect(tree.best.code).toBeNull();
    });
  });
});

/** Mines a block with any time. `mined` does not allow times before the parent's time. */
function mineAt(block: Block, timestamp: number): Block {
  const tried = { ...block, timestamp, nonce: 0, hash: '' };
  for (;;) {
    tried.hash = hashBlock(tried);
    if (tried.hash.startsWith('0')) return tried;
    tried.nonce++;
  }
}

describe('a peer that reports false data', () => {
  it.each<[string, Lies, string]>([
    [
      'a height above its chain',
      { getStatus: (_, honest) => ({ ...honest, height: 9e15, tip: 'f'.repeat(64) }) },
      'bad-index',
    ],
    [
      'another height than the height of its tip',
      { getStatus: (_, h) => ({ ...h, height: 3 }) },
      'bad-index',
    ],
    [
      'another protocol version',
      { getStatus: (_, honest) => ({ ...honest, protocol: 2 }) },
      'bad-version',
    ],
    ['more blocks than requested', longPages(), 'bad-shape'],
    [
      'a message that is too large',
      { getPeers: () => ({ text: 'x'.repeat(2 ** 20) }) },
      'too-large',
    ],
    ['a number as its peers', { getPeers: () => ({ type: 'peers', peers: 7 }) }, 'bad-shape'],
  ])('the observer shows trouble for a peer that sends %s', async (_what, lies, code) => {
    await withLiar(chain, lies, async (seen) => {
      await seen.until(() => seen.user('liar')?.trouble === code);
      expect(seen.user('liar')?.here).toBe(true);
      expect(seen.blocks).toHaveLength(9);
    });
  });

  function longPages(): Lies {
    return {
      getStatus: (_, honest) => ({ ...honest, tip: 'f'.repeat(64), height: 2 }),
      getChain: (_, honest) => ({ ...honest, blocks: Array(501).fill(chain[1]) }),
    };
  }

  function changedBelowTip(): Lies {
    const blocks = withChange(chain, 3, { timestamp: 1 });
    return {
      getChain: ({ from, limit }, honest) => ({
        ...honest,
        blocks: blocks.slice(Number(from), Number(from) + Number(limit)),
      }),
    };
  }

  it('a chain with changed blocks below a valid tip becomes a claim', async () => {
    await withLiar(chain, changedBelowTip(), async (seen) => {
      await seen.until(() => seen.user('liar')?.trouble === 'bad-timestamp');
      expect(seen.blocks.filter(({ claim }) => claim === undefined)).toHaveLength(9);
      await seen.until(() => seen.picture.tree.get(seen.user('liar')?.tip ?? '')?.position === 8);
      expect(seen.faults.join()).toMatch(/^liar’s block 3 .* bad-timestamp/);
    });
  });

  it('a peer that reports the address of another user does not replace this user', async () => {
    const honest = await ScriptedPeer.start('honest', chain);
    const thief = await ScriptedPeer.start('thief', chain, {
      getStatus: (_, status) => ({ ...status, address: honest.address }),
    });
    const last = await ScriptedPeer.start('last', chain);
    honest.peers = [thief.peer, last.peer];
    const seen = new Watching([honest]);
    try {
      await seen.until(() => seen.here.includes('last') && thief.asked.has('getStatus'));
      expect(seen.here).toEqual(['honest', 'last']);
      expect(seen.user('honest')?.port).toBe(honest.port);
    } finally {
      await seen.stop();
      await Promise.all([honest, thief, last].map((peer) => peer.stop()));
    }
  });

  it('the observer shows only the valid messages of a peer, and corrects their times', async () => {
    const valid = {
      number: 3,
      type: 'block',
      subject: chain[1].hash,
      height: 1,
      from: null,
      at: 9e15,
      answer: 'ok',
    };
    const heard = [
      'nonsense',
      null,
      { ...valid, number: -1 },
      { ...valid, subject: '<img onerror>' },
      { ...valid, from: 'mallory' },
      { ...valid, answer: 'fine' },
      { ...valid, type: 'hello' },
      valid,
      { ...valid, type: 'transaction', subject: 'x', at: 0 },
      { ...valid, number: 4, type: 'transaction', subject: 'x', at: 0 },
      ...Array.from({ length: 500 }, (_, i) => ({ ...valid, number: 5 + i })),
    ];
    const lies: Lies = { getStatus: (_, honest) => ({ ...honest, heard }) };
    await withLiar(chain, lies, async (seen, liar) => {
      await seen.until(() => (seen.observer.picture?.messages.items.length ?? 0) > 0);
      const { items: messages } = seen.picture.messages;
      expect(messages).toHaveLength(64 - 8);
      expect(messages[0]).toEqual({
        id: `${liar.address}-3`,
        type: 'block',
        subject: chain[1].hash,
        height: 1,
        from: null,
        to: liar.address,
        at: expect.any(Number) as number,
        answer: 'ok',
      });
      expect(Math.max(...messages.map(({ at }) => at))).toBeLessThanOrEqual(Date.now());
      const polls = liar.asked.get('getStatus') ?? 0;
      await seen.until(() => (liar.asked.get('getStatus') ?? 0) > polls + 1);
      expect(messages).toHaveLength(64 - 8);
    });
  });
});

it('the observer polls the other users while it follows an endless chain', async () => {
  let last = chain[8];
  const endless: Block[] = [...chain];
  const lies: Lies = {
    getStatus: (_, honest) => ({ ...honest, height: 1e9, tip: 'f'.repeat(64) }),
    getChain: ({ from, limit }) => {
      const end = Math.min(Number(from) + Number(limit), Number(from) + 50);
      while (endless.length < end) {
        last = mined(last, coin(BOB));
        endless.push(last);
      }
      return { type: 'chain', blocks: endless.slice(Number(from), end), height: 1e9 };
    },
  };
  await withLiar(chain, lies, async (seen, _liar, honest) => {
    await seen.until(() => seen.blocks.length > 1000);
    const polls = honest.asked.get('getStatus') ?? 0;
    await seen.until(() => (honest.asked.get('getStatus') ?? 0) > polls + 3);
  });
});

it('the observer finds all users although one user names a thousand false endpoints', async () => {
  const silent = await ScriptedPeer.start('silent', [], () => 'silence');
  const stranger = (host: string, port: number): Peer => ({
    name: 'nobody',
    address: createKeys().address,
    host,
    port,
  });
  let named = 0;
  const liar = await ScriptedPeer.start('liar', chain, {
    getPeers: () => ({
      type: 'peers',
      // Silent addresses and closed ports alternate.
      peers: Array.from({ length: 250 }, () => {
        named++;
        return named % 2 === 0
          ? stranger(`127.0.0.${2 + (named % 250)}`, silent.port)
          : stranger('127.0.0.1', 1 + (named % 1000));
      }),
    }),
  });
  const honest = await ScriptedPeer.start('honest', chain);
  const others = await Promise.all(
    Array.from({ length: 10 }, (_, i) => ScriptedPeer.start(`user ${i}`, chain)),
  );
  honest.peers = [liar.peer, ...others.map(({ peer }) => peer)];
  const seen = new Watching([liar, honest], { timeoutMs: 1000 });
  try {
    await seen.until(() => seen.here.length === 12);
    await seen.until(() => named >= 1000 && seen.here.length === 12);
    expect(seen.users).toHaveLength(12);
  } finally {
    await seen.stop();
    await Promise.all([liar, honest, ...others, silent].map((peer) => peer.stop()));
  }
});

it('the observer shows 15 users correctly although 5 other users are stopped or hostile', async () => {
  const network = new TestNetwork();
  const broken: ScriptedPeer[] = [];
  const liars: ScriptedPeer[] = [];
  try {
    const alice = await network.add('user 0');
    const join = [endpointOf(alice)];
    await Promise.all(Array.from({ length: 14 }, (_, i) => network.add(`user ${i + 1}`, { join })));
    const { blocks } = await network.view(alice);
    const dead = await ScriptedPeer.start('dead', []);
    broken.push(
      dead,
      await ScriptedPeer.start('silent', [], () => 'silence'),
      await ScriptedPeer.start('half', [], (_request, _honest, socket) => {
        socket.write('{"type":"status","na');
        return 'written';
      }),
      await ScriptedPeer.start('bytes', [], (_request, _honest, socket) => {
        socket.end(Buffer.alloc(4096, 0xff));
        return 'written';
      }),
    );
    await dead.stop();
    liars.push(
      await ScriptedPeer.start('liar', blocks, {
        getStatus: (_, honest) => ({ ...honest, height: 1e9, tip: 'f'.repeat(64) }),
        getChain: () => new Promise<object>(() => {}),
      }),
    );
    // This peer knows all broken peers and the liar. The broken peers come first.
    const guide = await ScriptedPeer.start('guide', blocks);
    liars.push(guide);
    guide.peers = [...broken.map(({ peer }) => peer), liars[0].peer];
    const begin: Endpoint[] = [...broken.map(({ peer }) => peer), guide, endpointOf(alice)];
    const seen = new Watching(begin, { timeoutMs: 1000 });
    try {
      await network.mineOn(alice, 3);
      await network.agreed();
      const [{ tip }] = await network.statuses();
      const good = network.users.map(({ options }) => options.name);
      await seen.until(() => good.every((name) => seen.user(name)?.tip === tip));
      expect(good.every((name) => seen.user(name)?.here)).toBe(true);
      expect(good.every((name) => seen.user(name)?.trouble === null)).toBe(true);
    } finally {
      await seen.stop();
    }
    expect(seen.errors).toEqual([]);
  } finally {
    await Promise.all([network, ...broken, ...liars].map((each) => each.stop()));
  }
});
