import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { foldersLeft, processesLeft } from '../support/leftovers';
import { reusablePort } from '../support/reusablePort';
import { run } from '../support/Spawned';
import type { Spawned } from '../support/Spawned';
import { BEGIN, FAST, joining, withUsers } from '../support/UserProcess';
import type { UserProcess } from '../support/UserProcess';

const itWithSignals = process.platform === 'win32' ? it.skip : it;

/** How many times a user has tried to join the port without a network. */
let attempts = 0;
/** A server without a network. It closes every connection immediately. */
const noNetwork = createServer((socket) => {
  attempts++;
  socket.destroy();
});
let noNetworkPort: number;
/**
 * A user who tries to join this server. Joining fails only after seconds, so this user runs
 * during the other tests.
 */
let lonely: Promise<Spawned>;

beforeAll(async () => {
  await new Promise<void>((resolve) => noNetwork.listen(0, '127.0.0.1', resolve));
  noNetworkPort = (noNetwork.address() as AddressInfo).port;
  lonely = run(['--user', 'bob', '--port', '0', '--join', `127.0.0.1:${noNetworkPort}`]);
});

afterAll(() => new Promise((resolve) => noNetwork.close(resolve)));

/** Waits until each of these users knows all the other users. */
async function acquainted(users: readonly UserProcess[]): Promise<void> {
  await Promise.all(
    users.map((user) => {
      const others = users.filter((other) => other !== user).map(({ name }) => name);
      const isSo = (names: string[]): boolean => others.every((name) => names.includes(name));
      return user.statusWhen(`${user.name} knows ${others.join()}`, ({ peers }) =>
        isSo(peers.map(({ name }) => name)),
      );
    }),
  );
}

/** Waits until each of `others` has accepted a block that `miner` mines after this call. */
async function expectOneChain(miner: UserProcess, others: readonly UserProcess[]): Promise<void> {
  const from = miner.lines.length;
  const seenBy = (user: UserProcess, hash: string): boolean =>
    user.all('block').some((block) => block.hash === hash);
  const coinsSince = (): string[] =>
    miner.lines.slice(from).flatMap((line) => (line.event === 'coin' ? [line.hash] : []));
  for (const other of others) {
    await other.until(`${other.name} has a block of ${miner.name}`, () =>
      coinsSince().some((hash) => seenBy(other, hash)),
    );
  }
}

it('three processes make one network; two of them join at the same time', async () => {
  await withUsers(async (start) => {
    const alice = start('alice', BEGIN);
    const join = await joining(alice);
    const users = [alice, start('bob', join), start('carol the 2nd', join)];
    const [, bob, carol] = users;
    await acquainted(users);
    for (const user of users) expect((await user.status()).peers).toHaveLength(2);
    const genesis = await Promise.all(users.map(async (user) => (await user.ready()).genesis));
    expect(new Set(genesis).size).toBe(1);
    for (const user of users) {
      await expectOneChain(
        user,
        users.filter((other) => other !== user),
      );
    }

    await bob.statusWhen('bob can pay', ({ balance }) => balance >= 100);
    bob.write('pay alice 0.50');
    const payment = await bob.event('payment', ({ amount }) => amount === 50);
    expect(payment.to).toBe((await alice.ready()).address);
    const minted = await alice.event('minted', ({ id }) => id === payment.id);
    expect(minted).toMatchObject({ amount: 50, from: (await bob.ready()).address });
    await bob.event('payment', ({ id, state }) => id === payment.id && state === 'paid');
    await bob.event('payment', ({ id, state }) => id === payment.id && state === 'settled');
    expect(alice.all('minted')).toHaveLength(1);

    bob.write('pay carol the 2nd 0.25');
    const toCarol = await bob.event('payment', ({ amount }) => amount === 25);
    await carol.event('minted', ({ id, amount }) => id === toCarol.id && amount === 25);

    for (const user of users) {
      user.write('quit');
      expect(await user.ended()).toEqual({ code: 0, signal: null });
      expect([user.err, user.all('error')]).toEqual(['', []]);
      expect(user.out.endsWith('}\n')).toBe(true);
    }
  });
});

it('a user obeys a line of its input, or explains why it refuses the line', async () => {
  await withUsers(async (start) => {
    const quote = 'Åsa "the \'quote\'" {}\\';
    const alice = start('alice', BEGIN);
    const join = await joining(alice);
    const asa = start(quote, join);
    const twins = [start('twin', join), start('twin', join)];
    await Promise.all([asa, ...twins].map((user) => user.ready()));
    await alice.statusWhen('alice knows all', ({ peers }) => peers.length === 3);
    expect((await asa.ready()).name).toBe(quote);

    await alice.statusWhen('alice can pay', ({ balance }) => balance >= 300);
    alice.write(`pay ${quote} 2`);
    const { id } = await alice.event('payment', ({ amount }) => amount === 200);
    await asa.event('minted', (event) => event.id === id && event.amount === 200);
    const { address } = await twins[1].ready();
    alice.write(`pay ${address} 0.01`);
    const { id: cent } = await alice.event('payment', ({ amount }) => amount === 1);
    await twins[1].event('minted', (event) => event.id === cent);

    const refused: [line: string, message: RegExp, code?: string][] = [
      ['pay zoe 1', /zoe/],
      ['pay twin 1', /2 users are called twin/],
      ['pay alice 1', /./, 'bad-transaction'],
      [`pay ${quote} nan`, /not an amount/],
      [`pay ${quote} 0.001`, /two decimals/],
      [`pay ${quote} -1`, /not an amount/],
      [`pay ${quote} 1e999`, /not an amount/],
      [`pay ${quote} 999999999`, /./, 'insufficient-funds'],
      ['pay', /pay NAME AMOUNT/],
      ['pay alice', /pay NAME AMOUNT/],
      ['make me rich', /pay NAME AMOUNT/],
      ['STATUS', /pay NAME AMOUNT/],
    ];
    for (const [line, message, code] of refused) {
      const sorry = await alice.ask(line, 'sorry');
      expect(sorry).toEqual({
        event: 'sorry',
        line,
        message: expect.stringMatching(message),
        code,
      });
    }
    alice.write('');
    const { event, name, coins, balance } = await alice.status();
    expect([event, name]).toEqual(['status', 'alice']);
    expect(coins).toBe((balance / 100).toFixed(2));
    expect(alice.all('sorry')).toHaveLength(refused.length);
  });
});

it('a payment that did not reach its buyer does not wait there', async () => {
  await withUsers(async (start) => {
    const alice = start('alice', BEGIN);
    const bob = start('bob', await joining(alice));
    await alice.statusWhen(
      'alice can pay bob',
      ({ peers, balance }) => peers.length === 1 && balance >= 100,
    );
    await bob.kill();
    alice.write('pay bob 1');
    await alice.event('payment', ({ state }) => state === 'unreachable');
    // The answer to the next line comes after all events of the payment.
    await alice.status();
    const states = alice.all('payment').map(({ state }) => state);
    expect(states).toEqual(['unreachable']);
  });
});

itWithSignals('a user goes on when its input ends, until a signal stops it', async () => {
  await withUsers(async (start) => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const users = signals.map((signal) => start(signal, BEGIN));
    await Promise.all(
      users.map(async (user, i) => {
        await user.ready();
        user.child.stdin?.end();
        const from = user.lines.length;
        await user.event('coin', undefined, from);
        await user.until('three more coins', () => user.lines.length > from + 3);
        expect(await user.endWith(signals[i])).toEqual({ code: 0, signal: null });
        expect(user.err).toBe('');
        expect(await processesLeft(user.folder)).toEqual([]);
        expect(foldersLeft(user.folder)).toEqual([]);
      }),
    );
  });
});

itWithSignals('a user that is not ready ends without output on a signal', async () => {
  const mute = createServer((socket) => socket.resume())
    .listen(0, '127.0.0.1')
    .unref();
  await once(mute, 'listening');
  const { port } = mute.address() as AddressInfo;
  await withUsers(async (start) => {
    const bob = start('bob', ['--port', '0', '--join', `127.0.0.1:${port}`]);
    await once(mute, 'connection');
    // Without the signal, the user would report an error in the end, and exit with 1.
    expect(await bob.endWith('SIGTERM')).toEqual({ code: 0, signal: null });
    expect([bob.out, bob.err]).toEqual(['', '']);
  });
});

it('a user ends when its output is closed', async () => {
  await withUsers(async (start) => {
    const alice = start('alice', BEGIN);
    await alice.ready();
    alice.child.stdout?.destroy();
    expect(await alice.ended()).toEqual({ code: 0, signal: null });
    expect(alice.err).toBe('');
  });
});

it('a network goes on after a user is killed, and a new user can use the same port', async () => {
  await withUsers(async (start) => {
    const alice = start('alice', BEGIN);
    const port = await reusablePort();
    const startThere = async (name: string, peer: UserProcess): Promise<UserProcess> => {
      const { host, port: peersPort } = await peer.ready();
      return start(name, ['--port', String(port), ...FAST, '--join', `${host}:${peersPort}`]);
    };
    const bob = await startThere('bob', alice);
    const carol = start('carol', await joining(alice));
    await acquainted([alice, bob, carol]);
    const { genesis } = await bob.ready();
    await bob.kill();

    await expectOneChain(alice, [carol]);
    await expectOneChain(carol, [alice]);
    const dave = await startThere('dave', carol);
    expect(await dave.ready()).toMatchObject({ port, genesis });
    await acquainted([alice, carol, dave]);
    await expectOneChain(dave, [alice, carol]);
    await expectOneChain(alice, [carol, dave]);
  });
});

it('a user says in one line why it cannot start', async () => {
  await withUsers(async (start) => {
    const alice = start('alice', BEGIN);
    const { port, genesis } = await alice.ready();
    const other = genesis.replace(/./g, (digit) => (digit === '0' ? '1' : '0'));
    const join = ['--port', '0', '--join', `127.0.0.1:${port}`];
    const [busy, wrong, surplus, right] = await Promise.all([
      run(['--user', 'bob', '--port', String(port)]),
      run(['--user', 'bob', ...join, '--genesis', other]),
      run(['--user', 'bob', ...join, '--difficulty', '8']),
      start('bob', [...join, '--genesis', genesis]).ready(),
    ]);
    expect(busy.err).toMatch(new RegExp(`^port ${port} is in use.*\n$`));
    expect(wrong.err).toMatch(/^that network has another genesis block\n$/);
    expect(surplus.err).toMatch(/^--difficulty .*\n$/);
    expect([busy, wrong, surplus].map(({ exit }) => exit?.code)).toEqual([1, 1, 2]);
    expect([busy, wrong, surplus].map(({ out }) => out)).toEqual(['', '', '']);
    expect(right.genesis).toBe(genesis);
  });
});

it('a user tries several times to join, and then stops with an error', async () => {
  const { out, err, exit } = await lonely;
  expect(err).toMatch(new RegExp(`^nobody answered at 127\\.0\\.0\\.1:${noNetworkPort}.*\n$`));
  expect([out, exit]).toEqual(['', { code: 1, signal: null }]);
  expect(attempts).toBeGreaterThan(1);
});
