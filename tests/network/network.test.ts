import { mined, payment, coin } from '../support/blocks';
import { addressOf, ask, endpointOf, TestNetwork } from '../support/TestNetwork';
import { createKeys } from '../../solution/supplied/chain/keys';

let network: TestNetwork;

beforeEach(() => {
  network = new TestNetwork();
});

afterEach(async () => {
  await network.stop();
  expect(network.failures).toEqual([]);
});

/** Returns the cents that all users own, and the mined cents, on the chain of one user. */
async function countCents(user = network.users[0]): Promise<{ owned: number; mined: number }> {
  const { blocks, balances } = await network.view(user);
  return {
    owned: balances.reduce((sum, [, cents]) => sum + cents, 0),
    mined: blocks.slice(1).filter(({ data }) => data.from === 'network').length * 100,
  };
}

describe('two users', () => {
  it('two users agree when bob copies the chain that alice began', async () => {
    const alice = await network.add('alice');
    await network.mineOn(alice, 3);
    const bob = await network.add('bob');
    expect((await network.view(bob)).blocks).toEqual((await network.view(alice)).blocks);
    expect(bob.ready?.genesis).toBe(alice.ready?.genesis);
  });

  it('two users announce every block to each other', async () => {
    const alice = await network.add('alice');
    const bob = await network.add('bob');
    await network.acquainted();
    await network.mineOn(alice, 2);
    await network.agreed();
    await network.mineOn(bob, 2);
    await network.agreed();
    const { balances } = await network.view(alice);
    expect(balances.map(([address]) => address).sort()).toEqual(
      [addressOf(alice), addressOf(bob)].sort(),
    );
  });

  it('after a payment, the seller has less and the buyer has more', async () => {
    const alice = await network.add('alice');
    const bob = await network.add('bob');
    await network.acquainted();
    await network.mineOn(alice, 2);
    await network.agreed();
    const before = new Map((await network.view(bob)).balances);
    const { id } = await alice.call('pay', 'bob', 130);
    await network.until(async () =>
      (await network.view(alice)).blocks.some(({ data }) => data.id === id),
    );
    await network.agreed();
    const after = new Map((await network.view(alice)).balances);
    expect(after.get(addressOf(bob))).toBe((before.get(addressOf(bob)) ?? 0) + 130);
    expect(after.get(addressOf(alice))).toBe((before.get(addressOf(alice)) ?? 0) - 130);
    const minted = (await network.view(bob)).blocks.find(({ data }) => data.id === id);
    expect(network.events.get(bob)).toContainEqual(
      expect.objectContaining({ event: 'minted', index: minted?.index, id }),
    );
  });

  it('a user can pay a new user before gossip, if the payment names host and port', async () => {
    const alice = await network.add('alice', { gossipMs: 60_000 });
    await network.mineOn(alice, 1);
    // Alice must not learn of bob from his hello.
    await alice.call('reach', []);
    const bob = await network.add('bob', { gossipMs: 60_000 });
    await alice.call('reach', null);
    const { host, port, address } = (await network.statuses())[1];
    await expect(alice.call('pay', address, 10)).rejects.toThrow('no known user is called');
    await alice.call('pay', address, 10, { host, port });
    await network.until(
      async () => new Map((await network.view(bob)).balances).get(address) === 10,
    );
  });

  it('users cannot spend coins that they do not own, or the same coins twice', async () => {
    const alice = await network.add('alice');
    const bob = await network.add('bob');
    await network.acquainted();
    await network.mineOn(alice, 1);
    await network.agreed();
    const { balance } = await alice.call('status');
    const pay = (amount: number) => alice.call('pay', addressOf(bob), amount);
    await expect(pay(balance + 1)).rejects.toMatchObject({ code: 'insufficient-funds' });
    const twice = await Promise.allSettled([pay(balance), pay(balance)]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(alice.call('pay', 'alice', 1)).rejects.toMatchObject({ code: 'bad-transaction' });
    await expect(alice.call('pay', 'nobody', 1)).rejects.toThrow('no known user is called nobody');
  });

  it('users pay immediately, even while their miners rest', async () => {
    const alice = await network.add('alice', { restMs: 3_600_000 });
    const bob = await network.add('bob', { restMs: 3_600_000 });
    await network.acquainted();
    await network.mineOn(alice, 1);
    await network.agreed();
    await network.mineOn(bob, 1);
    await network.agreed();
    const { id } = await alice.call('pay', 'bob', 50);
    await network.until(async () =>
      (await network.view(alice)).blocks.some(({ data }) => data.id === id),
    );
  });
});

describe('five users', () => {
  it('five users mine together, and agree on one chain whose balances add up', async () => {
    for (const name of ['alice', 'bob', 'carol', 'dave', 'erin']) {
      await network.add(name, { mineCoins: true, difficulty: 10 });
    }
    await network.until(async () => (await network.statuses()).every(({ height }) => height >= 20));
    await network.settle();
    const cents = await countCents();
    expect(cents.owned).toBe(cents.mined);
    expect(cents.mined).toBeGreaterThanOrEqual(2000);
  });

  it('five users learn of each other, although four join at the same time and know only the first user', async () => {
    const alice = await network.add('alice');
    const join = [endpointOf(alice)];
    await Promise.all(['bob', 'carol', 'dave', 'erin'].map((name) => network.add(name, { join })));
    await network.acquainted();
  });

  it('four users exchange blocks after the fifth user has failed', async () => {
    for (const name of ['alice', 'bob', 'carol', 'dave', 'erin']) await network.add(name);
    await network.acquainted();
    const carol = network.users.splice(2, 1)[0];
    await carol.threads?.server.terminate();
    await network.until(() => network.failures.length === 1);
    expect(network.failures.splice(0)).toEqual([
      new Error('a thread has ended without being told to'),
    ]);
    await network.mineOn(network.users[0], 2);
    await network.agreed();
  });
});

describe('a partition', () => {
  it('after a partition one side changes its chain, and the payment of this side is minted again', async () => {
    const alice = await network.add('alice');
    const bob = await network.add('bob');
    const carol = await network.add('carol');
    await network.acquainted();
    await network.mineOn(alice, 2);
    await network.agreed();

    await alice.call('reach', [addressOf(bob)]);
    await bob.call('reach', [addressOf(alice)]);
    await carol.call('reach', []);
    const { id } = await alice.call('pay', 'bob', 150);
    const isPaid = async (): Promise<boolean> =>
      (await network.view(alice)).blocks.some(({ data }) => data.id === id);
    await network.until(isPaid);
    const { height } = await alice.call('status');
    await network.mineOn(carol, 3);
    expect((await carol.call('status')).height).toBeGreaterThan(height);

    for (const user of network.users) await user.call('reach', null);
    await network.until(() =>
      (network.events.get(alice) ?? []).some(({ event }) => event === 'reorganised'),
    );
    await network.until(isPaid);
    await network.agreed();
    const { blocks } = await network.view(carol);
    expect(blocks.filter(({ data }) => data.id === id)).toHaveLength(1);
    const cents = await countCents(carol);
    expect(cents.owned).toBe(cents.mined);
  });
});

describe('a stranger over TCP', () => {
  it('every user refuses a forged block, an unearned reward and a stolen payment of a stranger', async () => {
    const alice = await network.add('alice');
    const bob = await network.add('bob');
    await network.acquainted();
    await network.mineOn(alice, 1);
    await network.agreed();
    const { blocks } = await network.view(alice);
    const tip = blocks[blocks.length - 1];
    const mallory = createKeys();
    const theft = payment(mallory, mallory, 50, blocks[0]);
    const attacks: [string, object][] = [
      ['bad-hash', { ...tip, data: { ...tip.data, amount: 1000 } }],
      ['bad-reward', mined(tip, { ...coin(mallory), amount: 1000 })],
      ['bad-signature', mined(tip, { ...theft, from: addressOf(alice) })],
      ['bad-shape', { ...tip, more: 1 }],
      ['unknown-parent', mined({ ...tip, hash: 'e'.repeat(64) }, coin(mallory))],
      ['bad-genesis', { ...blocks[0], hash: 'e'.repeat(64) }],
      ['duplicate-transaction', mined(tip, tip.data)],
    ];
    for (const user of [alice, bob]) {
      for (const [code, block] of attacks) {
        expect(await ask(user, { type: 'block', block })).toMatchObject({ type: 'rejected', code });
      }
    }
    expect((await alice.call('status')).tip).toBe(tip.hash);
  });

  it('users answer a stranger’s valid block with ok, with ok again, or with not-longest', async () => {
    const alice = await network.add('alice');
    const genesis = (await network.view(alice)).blocks[0];
    const [first, rival] = [mined(genesis, coin(createKeys())), mined(genesis, coin(createKeys()))];
    expect(await ask(alice, { type: 'block', block: first })).toEqual({ type: 'ok' });
    expect(await ask(alice, { type: 'block', block: first })).toEqual({ type: 'ok' });
    expect(await ask(alice, { type: 'block', block: rival })).toMatchObject({
      code: 'not-longest',
    });
  });

  it('a stranger cannot make a user pay, or make a user mint the payment of another buyer', async () => {
    const alice = await network.add('alice');
    const genesis = (await network.view(alice)).blocks[0];
    const [dave, erin] = [createKeys(), createKeys()];
    const transaction = payment(dave, erin, 10, genesis);
    const toAlice = { ...payment(dave, erin, 10, genesis), to: addressOf(alice) };
    const coins = { ...coin(addressOf(alice)) };
    const send = (it: object) => ask(alice, { type: 'transaction', transaction: it });
    expect(await send(transaction)).toMatchObject({ code: 'bad-transaction' });
    expect(await send(toAlice)).toMatchObject({ code: 'bad-signature' });
    expect(await send(coins)).toMatchObject({ code: 'bad-transaction' });
    expect(await send({ ...transaction, amount: 1.5 })).toMatchObject({ code: 'bad-shape' });
  });

  it('a stranger with another protocol or with a used address is refused', async () => {
    const alice = await network.add('alice');
    const bob = await network.add('bob');
    await network.acquainted();
    const hello = { type: 'hello', protocol: 1, name: 'x', address: addressOf(bob), port: 9 };
    expect(await ask(alice, hello)).toMatchObject({ code: 'address-taken' });
    expect(await ask(alice, { ...hello, protocol: 2 })).toMatchObject({ code: 'bad-version' });
    expect(await ask(alice, { ...hello, address: addressOf(alice) })).toMatchObject({
      code: 'address-taken',
    });
  });
});

describe('a user', () => {
  it('a user can stop while it mines, and ends both threads', async () => {
    const alice = await network.add('alice', { mineCoins: true, difficulty: 32 });
    await network.until(async () => (await alice.call('status')).hashes > 0);
    const { threads } = alice;
    await alice.stop();
    expect(threads?.server.threadId).toBe(-1);
    expect(threads?.miner.threadId).toBe(-1);
    await expect(ask(alice, { type: 'getStatus' })).rejects.toThrow();
  });

  it('a user can start again after it has ended', async () => {
    const alice = await network.add('alice');
    await alice.stop();
    await alice.start();
    await network.mineOn(alice, 1);
  });

  it('a user cannot start twice at the same time', async () => {
    const alice = await network.add('alice');
    await expect(alice.start()).rejects.toThrow('running already');
    await network.mineOn(alice, 1);
  });

  it('a user fails to start on a port in use, and ends its threads', async () => {
    const alice = await network.add('alice');
    const { port } = endpointOf(alice);
    await expect(network.add('bob', { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const dave = await network.add('dave', { port, portTries: 100 });
    expect(endpointOf(dave).port).toBeGreaterThan(port);
  });

  it('a user fails to start if its peer is silent, or if the genesis is wrong', async () => {
    const alice = await network.add('alice');
    const { port } = endpointOf(alice);
    await expect(network.add('bob', { genesis: 'f'.repeat(64) })).rejects.toMatchObject({
      code: 'bad-genesis',
    });
    await alice.stop();
    const join = [{ host: '127.0.0.1', port }];
    await expect(network.add('bob', { join, joinTimeoutMs: 300 })).rejects.toMatchObject({
      code: 'nobody-there',
    });
    network.users.length = 0;
  });
});
