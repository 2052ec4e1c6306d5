import type { User } from '../../User';
import { formatCoins, parseCoins } from '../chain/coins';
import type { ExplorerProcess } from './ExplorerProcess';
import { Network } from './Network';
import { News } from './News';
import { errorLike } from './Program';
import type { Program } from './Program';
import { Refusal } from '../Refusal';
import { Quit, question, interruptible } from './question';
import { renderUsers, short, wrap } from './render';
import { Sorry } from '../Sorry';
import type { Transaction } from '../types';
import type { UserEvent } from '../user/UserEvent';
import type { UserOptions } from '../user/UserOptions';
import { viewsOf } from './viewsOf';

/** How many blocks of a chain are shown. */
const MAX_BLOCKS = 12;

/** How long to watch a payment before the menu comes back, in milliseconds. */
const WATCH_MS = 5000;

const MENU = `
1. Create New User
2. Make Transaction
3. Check Users Status
4. Quit
`;

/**
 * The original course's menu, for a terminal: users are created and pay each other, and mine in the
 * background meanwhile.
 *
 * @returns the exit code, once every user has stopped
 */
export async function menu(
  program: Program,
  options: Partial<UserOptions>,
  explorer?: ExplorerProcess,
): Promise<number> {
  const news = new News();
  const network = new Network(
    program.code,
    options,
    (user, event) => {
      explorer?.hear(event);
      news.event(user.options.name, event, program);
    },
    (user, error) => news.failed(user.options.name, program.explain(errorLike(error))),
  );
  const over = new AbortController();
  const end = new Promise<void>((resolve) => {
    const stop = (): void => {
      over.abort();
      resolve();
    };
    process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
  });
  for (const line of program.intro) print(line);
  if (explorer) print(explorer.announcement);
  await Promise.race([end, ask(network, news, program, over.signal)]);
  await network.stop();
  // A question that a signal interrupted has left the terminal raw and its cursor hidden.
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  process.stdout.write('\u001b[?25h');
  print('All users have stopped.');
  return 0;
}

async function ask(
  network: Network,
  news: News,
  program: Program,
  over: AbortSignal,
): Promise<void> {
  const choices = new Map([
    ['1', createUser],
    ['2', makeTransaction],
    ['3', checkUsers],
  ]);
  try {
    for (;;) {
      for (const line of news.take()) print(line);
      print(MENU.trimEnd());
      try {
        const choice = await question('Enter your choice');
        if (choice === '4') return;
        const run = choices.get(choice);
        if (run === undefined) throw new Sorry('Please enter 1, 2, 3 or 4.');
        await run(network);
      } catch (error) {
        if (error instanceof Quit || over.aborted) throw new Quit();
        print(sentence(error, program));
      }
    }
  } catch (error) {
    if (!(error instanceof Quit)) throw error;
  }
}

async function createUser(network: Network): Promise<void> {
  const name = await question('Enter user name');
  const isFirst = network.users.size === 0;
  const user = await interruptible(() => network.create(name));
  const { options, ready } = user;
  if (ready === undefined) return;
  if (ready.port !== options.port) {
    print(`Port ${options.port} is in use, so ${name} takes ${ready.port}.`);
  }
  print(
    isFirst
      ? `${name} begins a network on port ${ready.port}, with genesis block ${short(ready.genesis)}.`
      : `${name} joins on port ${ready.port}, and takes over a chain of ${ready.height + 1} blocks.`,
  );
  print(`${name} mines in the background from now on.`);
}

async function makeTransaction(network: Network): Promise<void> {
  if (network.users.size < 2) throw new Sorry('It takes two users to make a transaction.');
  const buyer = await question('Enter buyer name');
  network.find(buyer);
  const seller = await question('Enter seller name');
  network.find(seller);
  if (buyer === seller)
    throw new Sorry('Nobody can pay themselves: buyer and seller are the same.');
  const amount = parseCoins(await question('Enter amount of coins'));
  const coins = formatCoins(amount);
  const pay = (): Promise<Transaction> => network.pay(buyer, seller, amount);
  if (await interruptible(() => isPaid(network.find(seller), pay))) {
    print(`${seller} paid ${buyer} ${coins} coins, and ${buyer} minted the block.`);
  } else {
    print(`${seller} promised ${buyer} ${coins} coins; ${buyer} will mint them when it can.`);
  }
}

/** Makes a payment, and tells whether it was on the chain before we lost patience. */
async function isPaid(seller: User, pay: () => Promise<Transaction>): Promise<boolean> {
  const paid = new Set<string>();
  let look = (): void => {};
  const hear = (event: UserEvent): void => {
    if (event.event === 'payment' && event.state === 'paid') paid.add(event.id);
    look();
  };
  seller.on('event', hear);
  try {
    const { id } = await pay();
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), WATCH_MS);
      look = () => {
        if (!paid.has(id)) return;
        clearTimeout(timer);
        resolve(true);
      };
      look();
    });
  } finally {
    seller.off('event', hear);
  }
}

async function checkUsers(network: Network): Promise<void> {
  if (network.users.size === 0) throw new Sorry('There are no users yet.');
  const views = await viewsOf(network, MAX_BLOCKS);
  print(renderUsers(views, (address) => network.nameOf(address)));
}

/** What went wrong, said to people. */
function sentence(error: unknown, program: Program): string {
  if (error instanceof Refusal) {
    if (error.code === 'insufficient-funds') {
      return 'Not enough funds: the seller does not own that many coins, or has promised them.';
    }
    return `That was refused: ${error.reason} (${error.code}).`;
  }
  return error instanceof Sorry ? error.message : program.explain(errorLike(error));
}

function print(line: string): void {
  process.stdout.write(`${wrap(line)}\n`);
}
