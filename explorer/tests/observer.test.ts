import { hashBlock } from '../../solution/hashBlock';
import type { Transaction } from '../../solution/supplied/types';
import {
  ALICE,
  BOB,
  CAROL,
  coin,
  genesisBlock,
  mined,
  minedBlocks,
  payment,
} from '../../tests/support/blocks';
import { reusablePort } from '../../tests/support/reusablePort';
import { addressOf, ask, endpointOf, TestNetwork } from '../../tests/support/TestNetwork';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import type { SeenSplit } from '../channel/Split';
import { distinctNames } from '../channel/distinctNames';
import { Watching } from './support/Watching';

/** Runs a story with a network, and always stops the network at the end. */
async function withNetwork(story: (network: TestNetwork) => Promise<void>): Promise<void> {
  const network = new TestNetwork();
  try {
    await story(network);
    expect(network.failures).toEqual([]);
  } finally {
    await network.stop();
  }
}

/** Runs a story with an observer, and always stops the observer at the end. */
async function withObserver(
  begin: ConstructorParameters<typeof Watching>[0],
  story: (seen: Watching) => Promise<void>,
): Promise<void> {
  const seen = new Watching(begin);
  try {
    await story(seen);
    expect(seen.errors).toEqual([]);
  } finally {
    await seen.stop();
  }
}

it('the observer finds all users through one user, and shows the facts about each user', async () => {
  await withNetwork(async (network) => {
    const alice = await network.add('alice');
    for (const name of ['bob', 'carol', 'dave']) await network.add(name);
    await network.mineOn(alice, 3);
    await network.agreed();
    await network.acquainted();
    await withObserver([endpointOf(network.users[2])], async (seen) => {
      const [{ tip, height }] = await network.statuses();
      await seen.until(() => seen.here.join() === 'alice,bob,carol,dave');
      await seen.until(() => seen.users.every((user) => user.tip === tip));
      for (const user of network.users) {
        expect(seen.user(user.options.name)).toMatchObject({
          address: addressOf(user),
          ...endpointOf(user),
          height,
          peers: 3,
          trouble: null,
        });
      }
      const { blocks } = await network.view(alice);
      expect(seen.blocks.map(({ block }) => block)).toEqual(blocks);
      expect(seen.blocks.every(({ code }) => code === null)).toBe(true);
      expect(seen.picture.network).toMatchObject({
        genesis: blocks[0].hash,
        difficulty: 8,
        reward: 100,
      });
      // No user knows the observer.
      expect((await network.statuses()).every(({ peers }) => peers.length === 3)).toBe(true);
    });
  });
});

it('the observer shows a fork and its end, and keeps the orphaned blocks', async () => {
  await withNetwork(async (network) => {
    const [alice, bob] = [await network.add('alice'), await network.add('bob')];
    await network.acquainted();
    await withObserver([endpointOf(alice)], async (seen) => {
      await seen.until(() => seen.here.length === 2);
      await alice.call('reach', []);
      await bob.call('reach', []);
      await network.mineOn(alice, 2);
      await network.mineOn(bob, (await alice.call('status')).height + 1);
      const [hers, his] = await network.statuses();
      await seen.until(
        () => seen.user('alice')?.tip === hers.tip && seen.user('bob')?.tip === his.tip,
      );
      const { tree } = seen.picture;
      expect([tree.get(hers.tip)?.isOnBest, tree.get(his.tip)?.isOnBest]).toEqual([false, true]);

      await alice.call('reach', null);
      await bob.call('reach', null);
      await seen.until(() => seen.user('alice')?.tip === his.tip);
      expect(seen.users.every(({ tip, trouble }) => tip === his.tip && trouble === null)).toBe(
        true,
      );
      expect(seen.blocks).toHaveLength(1 + hers.height + his.height);
      expect(seen.blocks.every(({ code }) => code === null)).toBe(true);
    });
  });
});

it('the observer tells of a network of two halves, and of the end of the split', async () => {
  const network = new TestNetwork({ gossipMs: 300, mineCoins: true });
  try {
    const rests = { alice: 500, bob: 700, carol: 600, dave: 800 };
    for (const [name, restMs] of Object.entries(rests)) await network.add(name, { restMs });
    await network.acquainted();
    const [alice, bob, carol, dave] = network.users;
    await withObserver([endpointOf(alice)], async (seen) => {
      await seen.until(() => seen.here.length === 4);
      const before = seen.events.length;
      for (const [one, other] of [
        [alice, bob],
        [carol, dave],
      ]) {
        await one.call('reach', [addressOf(other)]);
        await other.call('reach', [addressOf(one)]);
      }
      let seenSplit: SeenSplit | undefined;
      // Users of one half can have a short fork of their own.
      await seen.until(() => {
        const { split } = seen.picture;
        if (split?.isCut === true && split.groups.length === 2) seenSplit = split;
        return seenSplit !== undefined;
      });
      const { groups: halves, cables } = seenSplit as unknown as SeenSplit;
      const groups = halves.map(({ users }) => users.map((user) => seen.nameOf(user)).sort());
      expect(groups.map((users) => users.join()).sort()).toEqual(['alice,bob', 'carol,dave']);
      expect(halves.every(({ depth }) => depth > 0)).toBe(true);
      const across = cables.filter(({ isCut }) => isCut);
      expect(across).toHaveLength(4);
      expect(seen.events.slice(before).join('\n')).toMatch(
        /The network is split since height \d+: /,
      );

      for (const user of network.users) await user.call('reach', null);
      await seen.until(() => seen.picture.split === null);
      expect(seen.events.join('\n')).toMatch(/The split is over\. It lasted \d+ s\./);
      // Only the users on one side have changed branch, and a cut is not the fault of a step.
      await seen.until(() => seen.events.join('\n').includes('changed branch'));
      expect(seen.faults).toEqual([]);
    });
  } finally {
    await network.stop();
  }
});

it('the observer lists a user that is gone and the next user at the same endpoint', async () => {
  await withNetwork(async (network) => {
    const port = await reusablePort();
    const [alice, bob] = [await network.add('alice'), await network.add('bob', { port })];
    await network.acquainted();
    await withObserver([endpointOf(alice)], async (seen) => {
      await seen.until(() => seen.here.join() === 'alice,bob');
      await bob.stop();
      await seen.until(() => seen.here.join() === 'alice');
      expect(seen.user('bob')).toMatchObject({ here: false, port });
      await network.add('carol', { port, join: [endpointOf(alice)] });
      await seen.until(() => seen.here.join() === 'alice,carol');
      expect(seen.users.map(({ name }) => name).sort()).toEqual(['alice', 'bob', 'carol']);
    });
  });
});

it('the observer waits for a network, and for another network after all users are gone', async () => {
  const [first, second] = [genesisBlock(), { ...genesisBlock(), timestamp: 1_700_000_000_001 }];
  second.hash = hashBlock(second);
  const alice = await ScriptedPeer.start('alice', [first]);
  const begin = { host: alice.host, port: alice.port };
  await alice.stop();
  await withObserver([begin], async (seen) => {
    expect(seen.observer.picture).toBeUndefined();
    const peers: ScriptedPeer[] = [];
    for (const [name, genesis] of [['bob', first] as const, ['carol', second] as const]) {
      const peer = await ScriptedPeer.start(name, [genesis]);
      peers.push(peer);
      seen.observer.addEndpoint(peer);
      await seen.until(() => seen.observer.picture?.network.genesis === genesis.hash);
      await seen.until(() => seen.here.join() === name);
      await peer.stop();
      await seen.until(() => seen.here.length === 0);
      expect(seen.users.map((user) => user.name)).toEqual([name]);
    }
  });
});

describe('reported messages', () => {
  it('the observer shows messages with sender, receiver and answer', async () => {
    await withNetwork(async (network) => {
      // With the usual interval, a round of gossip would send the payment again.
      const calm = { gossipMs: 60_000 };
      const [alice, bob] = [await network.add('alice', calm), await network.add('bob', calm)];
      await network.acquainted();
      await withObserver([endpointOf(alice)], async (seen) => {
        await network.mineOn(alice, 2);
        await network.agreed();
        const { id } = await alice.call('pay', 'bob', 50);
        const [genesis, block] = (await network.view(alice)).blocks;
        const rival = mined(genesis, coin(CAROL));
        await ask(bob, { type: 'block', block: rival });
        await ask(bob, { type: 'block', block: 'nonsense' });

        const of = (subject: string): object[] =>
          seen.picture.messages.items.filter((message) => message.subject === subject);
        await seen.until(() => of(rival.hash).length === 1 && of(id).length === 1);
        const common = { to: addressOf(bob), type: 'block', height: 1 };
        expect([...of(block.hash), ...of(rival.hash)]).toMatchObject([
          { ...common, from: addressOf(alice), answer: 'ok' },
          { ...common, from: null, answer: 'not-longest' },
        ]);
        expect(of(id)).toMatchObject([
          { from: addressOf(alice), to: addressOf(bob), type: 'transaction', answer: 'ok' },
        ]);
        const ids = seen.picture.messages.items.map((message) => message.id);
        expect(new Set(ids).size).toBe(ids.length);
      });
    });
  });

  const paymentLine = (): { type: string; transaction: Transaction } => ({
    type: 'transaction',
    transaction: payment(BOB, CAROL, 1, genesisBlock()),
  });

  it('a user reports messages only on request', async () => {
    await withNetwork(async (network) => {
      const alice = await network.add('alice');
      const line = paymentLine();
      const { id: subject } = line.transaction;
      await ask(alice, line);
      expect(await ask(alice, { type: 'getStatus' })).not.toHaveProperty('heard');
      expect(await ask(alice, { type: 'getStatus', heardAfter: 'x' })).not.toHaveProperty('heard');
      const { heard } = await ask(alice, { type: 'getStatus', heardAfter: 0 });
      expect(heard).toMatchObject([{ number: 1, subject, answer: 'bad-transaction' }]);
      expect(await ask(alice, { type: 'getStatus', heardAfter: 1 })).toMatchObject({ heard: [] });
    });
  });

  it('a user reports only the newest 64 messages, and no malformed ones', async () => {
    await withNetwork(async (network) => {
      const alice = await network.add('alice');
      const { transaction } = paymentLine();
      for (const id of ['a b', '<img onerror>'.repeat(1000), 7, null]) {
        await ask(alice, { type: 'transaction', transaction: { ...transaction, id } });
      }
      const lines = Array.from({ length: 70 }, paymentLine);
      for (const line of lines) await ask(alice, line);
      const status = await ask(alice, { type: 'getStatus', heardAfter: 0 });
      const heard = status.heard as { subject: string; from: string; number: number }[];
      expect(heard.map(({ subject }) => subject)).toEqual(
        lines.slice(-64).map(({ transaction: { id } }) => id),
      );
      expect(heard.every(({ from }) => from === BOB.address)).toBe(true);
      expect(heard.at(-1)?.number).toBe(70);
    });
  });

  it('neither blocks without work nor payments push an announcement out of the report', async () => {
    await withNetwork(async (network) => {
      const alice = await network.add('alice');
      const [genesis] = (await network.view(alice)).blocks;
      const block = mined(genesis, coin(BOB));
      await ask(alice, { type: 'block', block });
      for (let nonce = 0; nonce < 70; nonce++) {
        await ask(alice, { type: 'block', block: { ...block, nonce } });
        await ask(alice, paymentLine());
      }
      const { heard } = await ask(alice, { type: 'getStatus', heardAfter: 0 });
      expect(heard).toHaveLength(64);
      const [first] = heard as object[];
      expect(first).toMatchObject({ number: 1, subject: block.hash, answer: 'ok' });
    });
  });
});

it('the observer shows a peer that reports no messages', async () => {
  const genesis = genesisBlock();
  const blocks = [genesis, ...minedBlocks(genesis, 12, ALICE)];
  const [foreign, other] = [
    await ScriptedPeer.start('Zoë 漢字', blocks),
    await ScriptedPeer.start('other', blocks.slice(0, 5)),
  ];
  foreign.peers = [other.peer];
  try {
    await withObserver([foreign], async (seen) => {
      await seen.until(() => seen.user('Zoë 漢字')?.tip === blocks[12].hash);
      await seen.until(() => seen.user('other')?.tip === blocks[4].hash);
      expect(seen.users.map(({ trouble }) => trouble)).toEqual([null, null]);
      expect(seen.picture.messages.items).toEqual([]);

      const longer = [...blocks.slice(0, 3), ...minedBlocks(blocks[2], 40, BOB)];
      other.blocks = longer;
      await seen.until(() => seen.user('other')?.tip === longer[42].hash);
      expect(seen.blocks).toHaveLength(13 + 40);
    });
    // The observer never says hello, never announces and never pays.
    expect([...foreign.asked.keys()].sort()).toEqual(['getChain', 'getPeers', 'getStatus']);
  } finally {
    await Promise.all([foreign.stop(), other.stop()]);
  }
});

it('the observer stops immediately although requests are open', async () => {
  const genesis = genesisBlock();
  const slow = await ScriptedPeer.start('slow', [genesis], {
    getPeers: () => new Promise<object>(() => {}),
  });
  try {
    // This timeout is longer than the limit of the test. Therefore the test passes only if `stop`
    // does not wait for the answer.
    const seen = new Watching([slow], { timeoutMs: 600_000 });
    await seen.until(() => seen.here.length === 1 && slow.asked.has('getPeers'));
    await seen.stop();
  } finally {
    await slow.stop();
  }
});

it('the observer notes a given endpoint that belongs to another network', async () => {
  const [first, second] = [genesisBlock(), { ...genesisBlock(), timestamp: 1_700_000_000_001 }];
  second.hash = hashBlock(second);
  const alice = await ScriptedPeer.start('alice', [first]);
  const other = await ScriptedPeer.start('other', [second]);
  try {
    await withObserver([alice, other], async (seen) => {
      await seen.until(() => seen.faults.length > 0);
      expect(seen.faults[0]).toMatch(
        `The user at 127.0.0.1:${other.port}’s network is another one. Its genesis block is ${second.hash.slice(0, 8)}…`,
      );
      expect(seen.here).toEqual(['alice']);
      other.blocks = [first];
      await seen.until(() => seen.here.length === 2);
      expect(seen.faults).toEqual([]);
    });
  } finally {
    await Promise.all([alice.stop(), other.stop()]);
  }
});

it('two users of one name, and a user called network, get different names', () => {
  const users = ['alice', 'bob', 'Alice', 'network'].map((name, i) => ({
    name,
    address: String(i).repeat(64),
  }));
  expect([...distinctNames(users).values()]).toEqual([
    'alice (000000)',
    'bob',
    'Alice (222222)',
    'network (333333)',
  ]);
});
