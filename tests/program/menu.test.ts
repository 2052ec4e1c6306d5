import { createServer } from 'node:net';
import { Changes } from '../../grader/harness/parent/Changes';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import { foldersLeft, processesLeft } from '../support/leftovers';
import { MenuSession, pty } from '../support/MenuSession';
import { KEYS, Terminal } from '../support/Terminal';

const HOST = '127.0.0.1';

const MENU =
  /1\. Create New User\r\n2\. Make Transaction\r\n3\. Check Users Status\r\n4\. Quit\r\n/;

const describeInTerminal = pty === undefined ? describe.skip : describe;
if (pty === undefined) {
  process.stderr.write('\nSKIPPED: without a pseudo-terminal, the menu is not tested\n\n');
}

/** Windows has no signals. */
const itWithSignals = process.platform === 'win32' ? it.skip : it;

/** Occupies a port as soon as the port is free. Returns a function that frees the port again. */
async function occupy(port: number): Promise<() => void> {
  let server = createServer();
  await new Changes().until(`port ${port} is free`, () => {
    server = createServer();
    return new Promise((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, HOST, () => resolve(true));
    });
  });
  return () => server.close();
}

/**
 * Returns the genesis hash of the user that listens on a port. Returns undefined if no user
 * answers.
 */
async function genesisAt(port: number): Promise<string | undefined> {
  const reply = await tcpClient({ host: HOST, port }, { type: 'getStatus' }).catch(() => undefined);
  return (reply as { genesis?: string } | undefined)?.genesis;
}

/** Ends the menu. Checks that its users, its processes and its files are gone. */
async function expectCleanEnd({ terminal }: MenuSession, act: () => void): Promise<void> {
  const ports = [...terminal.text.matchAll(/on port (\d+)/g)].map(([, port]) => Number(port));
  const [, genesis = '?'] = /genesis block (\w+)/.exec(terminal.text) ?? [];
  expect(await terminal.endAfter(act)).toEqual({ code: 0, signal: null, isRestored: true });
  expect(terminal.text).toContain('All users have stopped.');
  // eslint-disable-next-line no-control-regex
  expect(terminal.raw.match(/\u001b\[\?25[hl]/g)?.at(-1)).toBe('\u001b[?25h');
  expect(await processesLeft(terminal.folder)).toEqual([]);
  expect(foldersLeft(terminal.folder)).toEqual([]);
  for (const port of ports) {
    // Another program can use the port by now. A user of this network must not use it.
    const found = (await genesisAt(port)) ?? 'nobody';
    expect({ port, isOurs: found.startsWith(genesis) }).toEqual({ port, isOurs: false });
  }
}

describeInTerminal('the menu', () => {
  it('the menu refuses a wrong answer in a clear sentence, and asks again', async () => {
    await MenuSession.use(async (menu) => {
      expect(menu.terminal.text).toMatch(MENU);
      expect(await menu.answer('3')).toContain('No user is running.');
      expect(await menu.answer('2')).toContain('It takes two users');
      expect(await menu.answer('1', 'alice')).toMatch(/alice begins a network on port \d+/);
      expect(await menu.answer('1', 'bob')).toMatch(/bob joins on port \d+/);

      const refused: [answers: string[], sentence: RegExp][] = [
        [['1', 'alice'], /^The name alice is taken\.$/m],
        [['1', ''], /^Please give a name\.$/m],
        [['1', '   '], /^Please give a name\.$/m],
        [['1', 'x'.repeat(33)], /^A name is 1 to 32 printable characters\.$/m],
        [['1', 'left\u202eright'], /^A name is 1 to 32 printable characters\.$/m],
        [['2', ''], /^Please give a name\.$/m],
        [['2', 'zoe'], /^There is no user called zoe\.$/m],
        [['2', 'alice', 'zoe'], /^There is no user called zoe\.$/m],
        [['2', 'alice', 'toString'], /^There is no user called toString\.$/m],
        [['2', 'alice', 'alice'], /buyer and seller are the same\.$/m],
        [['2', 'bob', 'alice', '9999999999999'], /^Not enough funds/m],
        [['5'], /^Please enter 1, 2, 3 or 4\.$/m],
        [['abc'], /^Please enter 1, 2, 3 or 4\.$/m],
        [['toString'], /^Please enter 1, 2, 3 or 4\.$/m],
        [[''], /^Please enter 1, 2, 3 or 4\.$/m],
      ];
      for (const [answers, sentence] of refused) {
        const text = await menu.answer(...answers);
        expect({ answers, text }).toEqual({ answers, text: expect.stringMatching(sentence) });
        expect(text).toMatch(MENU);
        expect(menu.question).toBe('Enter your choice');
      }
      const status = await menu.answer('3');
      expect(status.match(/port \d+/g)).toHaveLength(2);
      await expectCleanEnd(menu, () => menu.terminal.type(`4${KEYS.enter}`));
    });
  });

  it('the menu asks for the amount again after a wrong one, and Escape goes back', async () => {
    await MenuSession.use(async (menu) => {
      await menu.create('alice');
      await menu.create('bob');
      await menu.answer('2', 'bob', 'alice');
      const refused: [answer: string, sentence: RegExp][] = [
        ['', /^Please say how many coins/m],
        ['0,5', /^That is not an amount\. Write it like this: 2\.50\.$/m],
        ['-1', /^That is not an amount/m],
        ['1e999', /^That is not an amount/m],
        ['0x10', /^That is not an amount/m],
        ['0.001', /two decimals at most\.$/m],
        ['0', /^A payment must be more than 0\.$/m],
      ];
      for (const [answer, sentence] of refused) {
        const text = await menu.answer(answer);
        expect({ answer, text }).toEqual({ answer, text: expect.stringMatching(sentence) });
        expect(menu.question).toBe('Enter amount of coins');
      }
      expect(await menu.answer('9999999999999')).toContain('Not enough funds');
      await menu.answer('2', 'bob', 'alice', 'nan');
      const { terminal } = menu;
      const isBack = (text: string): boolean => /Enter your choice › $/.test(text);
      const escape = (): void => terminal.type(KEYS.escape);
      expect(await terminal.after(escape, 'the menu is back', isBack)).toContain(
        'Back to the menu.',
      );
      await expectCleanEnd(menu, () => terminal.type(`4${KEYS.enter}`));
    });
  });

  it('the menu makes a payment, and shows chains and balances within 80 columns', async () => {
    await MenuSession.use(async (menu) => {
      await menu.create('alice');
      await menu.create('bob');
      // The user alice mines in the background. She can pay after her first coin.
      let paid = await menu.answer('2', 'bob', 'alice', '0.75');
      while (paid.includes('Not enough funds')) {
        paid = await menu.answer('2', 'bob', 'alice', '0.75');
      }
      expect(paid).toMatch(/alice paid bob 0\.75 coins, and bob minted the block\./);

      const long = `Zoë ${'x'.repeat(28)}`;
      let joined = await menu.answer('1', long);
      expect(joined).toContain(`${long} joins on port`);
      for (const i of [1, 2, 3]) joined += await menu.answer('1', `${i}${'y'.repeat(31)}`);
      let status = await menu.answer('3');
      while (!/⋮ {2}\d+ more/.test(status)) status = await menu.answer('3');
      expect(status).toMatch(/The chains? of (alice|bob|Zoë)/);
      expect(status).toMatch(/alice +\d+\.\d\d coins +\d+ blocks +port \d+/);
      expect(status).toMatch(/bob +\d+\.\d\d coins +\d+ blocks +port \d+/);
      expect(status).toMatch(/Zoë xxxx…xxxxxxx +\d+\.\d\d coins +\d+ blocks +port \d+/);
      expect(status).toMatch(/^ +0 {2}[0-9a-f]{10} {2}genesis/m);
      const widths = (joined + status)
        .split('\r\n')
        // While a name is typed, the terminal writes it many times.
        .filter((line) => !line.includes('Enter'))
        .map((line) => [...line].length);
      expect(Math.max(...widths)).toBeLessThanOrEqual(Terminal.columns);
      await expectCleanEnd(menu, () => menu.terminal.type(`4${KEYS.enter}`));
    });
  });

  it('the menu accepts only characters as text, and ignores keys such as F1', async () => {
    await MenuSession.use(async (menu) => {
      const text = await menu.answer('1', 'al\u001bOP\u0000\u009b\u001b[31mice');
      expect(text).toMatch(/^alice begins a network/m);
      expect(menu.terminal.raw).not.toContain('\u001b[31mice');
    });
  });

  it('the menu uses the next port when a port is busy, and says so', async () => {
    await MenuSession.use(async (menu) => {
      const port = await menu.create('alice');
      const release = await occupy(port + 1);
      try {
        const text = await menu.answer('1', 'bob');
        const [, taken] =
          new RegExp(`^Port ${port + 1} is in use, so bob takes (\\d+)\\.\r$`, 'm').exec(text) ??
          [];
        expect(Number(taken)).toBeGreaterThan(port + 1);
        expect(text).toContain(`bob joins on port ${taken}`);
        expect(await genesisAt(Number(taken))).toBe(await genesisAt(port));
      } finally {
        release();
      }
    });
  });

  it.each([
    ['Ctrl-C at the menu', KEYS.ctrlC],
    ['Ctrl-D at the menu', KEYS.ctrlD],
  ])('the menu ends on %s, and leaves nothing behind', async (_, key) => {
    await MenuSession.use(async (menu) => {
      await menu.create('alice');
      await expectCleanEnd(menu, () => menu.terminal.type(key));
    });
  });

  it('the menu ends on Ctrl-C before there are users', async () => {
    await MenuSession.use((menu) => expectCleanEnd(menu, () => menu.terminal.type(KEYS.ctrlC)));
  });

  it.each([
    ['Ctrl-C', KEYS.ctrlC],
    ['Ctrl-D', KEYS.ctrlD],
  ])('the menu ends on %s within a question', async (_, key) => {
    await MenuSession.use(async (menu) => {
      await menu.create('alice');
      await menu.create('bob');
      await menu.answer('2', 'alice');
      expect(menu.question).toBe('Enter seller name (who pays)');
      await expectCleanEnd(menu, () => menu.terminal.type(`bo${key}`));
    });
  });

  it.each([
    ['Ctrl-C', KEYS.ctrlC],
    ['Ctrl-D', KEYS.ctrlD],
  ])('the menu ends on %s while it creates a user', async (_, key) => {
    await MenuSession.use(async (menu) => {
      await menu.answer('1');
      const { terminal } = menu;
      const isTaken = (text: string): boolean => /… alice\r\n/.test(text);
      await terminal.after(() => terminal.type(`alice${KEYS.enter}`), 'the name is taken', isTaken);
      await expectCleanEnd(menu, () => terminal.type(key));
    });
  });

  itWithSignals.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'the menu ends on the signal %s in the middle of a question',
    async (signal) => {
      await MenuSession.use(async (menu) => {
        await menu.create('alice');
        await menu.answer('1');
        menu.terminal.type('bo');
        await expectCleanEnd(menu, () => menu.terminal.send(signal));
      });
    },
  );
});
