import type { User } from '../../User';
import { formatCoins, parseCoins } from '../chain/coins';
import type { ExplorerProcess } from './ExplorerProcess';
import { Network } from './Network';
import { News } from './News';
import { errorLike } from './Program';
import type { Program } from './Program';
import { Refusal } from '../Refusal';
import { interruptible, printAbove, question, Quit } from './question';
import { renderUsers, short, shortName, wrap } from './render';
import { Tally } from './Tally';
import { Watch } from './Watch';
import { CommandError } from '../CommandError';
import type { Transaction } from '../types';
import { untilSignal } from './untilSignal';
import type { UserEvent } from '../user/UserEvent';
import type { UserOptions } from '../user/UserOptions';
import { viewsOf } from './viewsOf';
import { workReport } from './workReport';

/** The maximum number of blocks to show of a chain. */
const MAX_BLOCKS = 12;

/** How long the menu waits for a payment to reach the chain, in milliseconds. */
const PAYMENT_LIMIT_MS = 5000;

const MENU = `
1. Create New User
2. Make Transaction
3. Check Users Status
4. Quit`;

const SHOW_CURSOR = '\u001b[?25h';

/**
 * Runs the original course's menu in a terminal. Users are created, pay each other, and mine in the
 * background.
 *
 * @returns the exit code, after all users have stopped
 */
export async function menu(
  program: Program,
  options: Partial<UserOptions>,
  explorer?: ExplorerProcess,
): Promise<number> {
  const news = new News((line) => printAbove(wrap(line)));
  const tally = new Tally();
  const network = new Network(
    program.code,
    options,
    (user, event) => {
      explorer?.hear(event);
      tally.hear(event);
      news.event(user.options.name, event, program);
    },
    (user, error) =>
      news.urgent(
        `${shortName(user.options.name)} has stopped: ${program.explain(errorLike(error))}`,
      ),
  );
  const watch = new Watch(network.users, (line) => news.urgent(line));
  const onRejection = (error: unknown): void =>
    news.urgent(`a promise failed, and no code caught it: ${program.explain(errorLike(error))}`);
  process.on('unhandledRejection', onRejection);
  const report = (): Promise<string[]> => workReport(program, tally, watch);
  for (const line of program.intro) print(line);
  if (explorer) print(explorer.announcement);
  const over = new AbortController();
  await Promise.race([
    untilSignal().then(() => over.abort()),
    ask(network, { news, report }, program, over.signal),
  ]);
  const atWork = await report();
  watch.end();
  await network.stop();
  process.off('unhandledRejection', onRejection);
  // After a signal during a question, the terminal is in raw mode and its cursor is hidden.
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  process.stdout.write(SHOW_CURSOR);
  for (const line of atWork) print(line);
  print('All users have stopped.');
  return 0;
}

/** Shows the menu and runs the chosen commands, until the person quits. */
async function ask(
  network: Network,
  { news, report }: { news: News; report: () => Promise<string[]> },
  program: Program,
  over: AbortSignal,
): Promise<void> {
  const choices = new Map([
    ['1', createUser],
    ['2', makeTransaction],
    ['3', checkUsers],
  ]);
  while (!over.aborted) {
    for (const line of news.take()) print(line);
    print(MENU);
    try {
      const choice = await question('Enter your choice');
      if (choice === '4') return;
      const run = choices.get(choice);
      if (run === undefined) throw new CommandError('Please enter 1, 2, 3 or 4.');
      await run(network);
      if (run === checkUsers) for (const line of await report()) print(line);
    } catch (error) {
      if (error instanceof Quit || over.aborted) return;
      print(messageOf(error, program));
    }
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
  if (network.users.size < 2) throw new CommandError('It takes two users to make a transaction.');
  const buyer = await question('Enter buyer name (who gets the coins)');
  network.find(buyer);
  const seller = await question('Enter seller name (who pays)');
  network.find(seller);
  if (buyer === seller) {
    throw new CommandError('Users cannot pay themselves: buyer and seller are the same.');
  }
  const amount = await askAmount();
  const coins = formatCoins(amount);
  const pay = (): Promise<Transaction> => network.pay(buyer, seller, amount);
  if (await interruptible(() => isPaid(network.find(seller), pay))) {
    print(`${seller} paid ${buyer} ${coins} coins, and ${buyer} minted the block.`);
  } else {
    print(`${seller} promised ${buyer} ${coins} coins; ${buyer} will mint them when it can.`);
  }
}

/** Asks for an amount of coins until the answer is one. Escape goes back to the menu. */
async function askAmount(): Promise<number> {
  for (;;) {
    const answer = await question('Enter amount of coins');
    try {
      return parseCoins(answer);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      print(error.message);
    }
  }
}

/** Makes a payment. Returns true if the payment reaches the chain within the limit. */
async function isPaid(seller: User, pay: () => Promise<Transaction>): Promise<boolean> {
  // The payment can be on the chain before `pay` returns its id.
  const paid = new Set<string>();
  let check = (): void => {};
  const hear = (event: UserEvent): void => {
    if (event.event === 'payment' && event.state === 'paid') paid.add(event.id);
    check();
  };
  seller.on('event', hear);
  try {
    const { id } = await pay();
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), PAYMENT_LIMIT_MS);
      check = () => {
        if (!paid.has(id)) return;
        clearTimeout(timer);
        resolve(true);
      };
      check();
    });
  } finally {
    seller.off('event', hear);
  }
}

async function checkUsers(network: Network): Promise<void> {
  if (network.users.size === 0) throw new CommandError('No user is running.');
  const views = await viewsOf(network, MAX_BLOCKS);
  const silent = [...network.users.keys()].filter((each) =>
    views.every(({ name }) => name !== each),
  );
  if (views.length > 0) print(renderUsers(views, (address) => network.nameOf(address)));
  for (const name of silent) print(`${shortName(name)} does not answer.`);
}

/** Returns the text about an error for the person at the menu. */
function messageOf(error: unknown, program: Program): string {
  if (error instanceof Refusal) {
    if (error.code === 'insufficient-funds') {
      return 'Not enough funds: the seller does not own that many coins, or has promised them.';
    }
    return `That was refused: ${error.reason} (${error.code}).`;
  }
  return error instanceof CommandError ? error.message : program.explain(errorLike(error));
}

function print(line: string): void {
  process.stdout.write(`${wrap(line)}\n`);
}
