import { setTimeout as sleep } from 'node:timers/promises';
import { Changes } from '../../grader/harness/parent/Changes';
import type { Random } from '../../grader/harness/parent/suite/Random';
import type { Chain } from '../../solution/supplied/chain/Chain';
import { formatCoins } from '../../solution/supplied/chain/coins';
import { NETWORK } from '../../solution/supplied/constants';
import type { Endpoint } from '../../solution/supplied/types';
import type { ThreadCode } from '../../solution/supplied/user/bundle';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import { BOB, coin, mined } from '../support/blocks';
import { UserProcess } from '../support/UserProcess';
import { fetchChain } from './fetchChain';
import { FAIR, FaultyNetwork } from './FaultyNetwork';

const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin'] as const;
type Name = (typeof NAMES)[number];

/** How far the clocks of two users differ, in milliseconds. */
const CLOCKS_APART_MS = 90_000;
/** How far the clocks of users are ahead, in milliseconds. */
const SKEWS: Readonly<Partial<Record<Name, number>>> = {
  alice: CLOCKS_APART_MS / 2,
  bob: -CLOCKS_APART_MS / 2,
};
/** How many faults happen in a run, and how long each of them lasts at most, in milliseconds. */
const FAULTS = 8;
const MOST_MS = 1600;
/** After the network has healed, users must agree within so many blocks. */
const BLOCKS_TO_HEAL = 10;
/** How many blocks of a private chain are released. */
const PRIVATE_BLOCKS = 3;
/** One block can be on its way to other users. */
const ON_THE_WAY = 1;

/** With five users, a block takes 0.8 s. With shorter times, a busy machine forks all the time. */
const FAST: Partial<UserOptions> = { port: 0, difficulty: 8, restMs: 4000, gossipMs: 1000 };

/** What happened in a run. */
export interface RunResult {
  blocks: number;
  payments: number;
  /** How many blocks were mined after the network had healed, until all users agreed. */
  healedAfter: number;
}

/**
 * Five users in their own processes, on a network that delays, loses and cuts. Some are killed and
 * come back, one mines in private, and the clocks are 90 s apart.
 */
export class FaultedRun {
  private readonly users = new Map<Name, UserProcess>();
  /** The users that were never killed. Only they must keep promises. */
  private readonly steady = new Set<Name>(NAMES);
  private readonly killed: UserProcess[] = [];

  private constructor(
    private readonly code: ThreadCode & { program: string },
    private readonly random: Random,
    private readonly network: FaultyNetwork,
  ) {}

  /** @throws Error if the users do not agree, if a balance is wrong, or if a promise is broken */
  static async play(code: ThreadCode & { program: string }, random: Random): Promise<RunResult> {
    const network = new FaultyNetwork(random);
    const run = new FaultedRun(code, random, network);
    try {
      return await run.play();
    } finally {
      await Promise.all([...run.users.values(), ...run.killed].map((user) => user.kill()));
      await network.close();
    }
  }

  private async play(): Promise<RunResult> {
    await this.start('alice');
    await Promise.all(NAMES.slice(1).map((name) => this.start(name)));
    await this.anyUser().event('coin');
    for (let i = 0; i < FAULTS; i++) await this.fault();
    this.network.weather = FAIR;
    for (const name of NAMES) if (!this.users.has(name)) await this.start(name);
    const healedAfter = await this.agreement();
    const payments = await this.keptPromises();
    return { blocks: (await this.chains())[0].blocks.length, payments, healedAfter };
  }

  private async start(name: Name): Promise<void> {
    const others = await Promise.all([...this.users.values()].map((user) => user.ready()));
    const join: Endpoint[] = others.map(({ host, port }) => ({ host, port }));
    const options = { ...DEFAULT_OPTIONS, ...FAST, name, join, clockSkewMs: SKEWS[name] ?? 0 };
    const { program, ...code } = this.code;
    const user = new UserProcess(name, [JSON.stringify({ options, code })], {
      command: [program],
      env: { CANTOR_SOAK_PORT: String(await this.network.port()), CANTOR_SOAK_NAME: name },
    });
    this.users.set(name, user);
    const { port } = await user.ready();
    this.network.names.set(port, name);
  }

  private anyUser(): UserProcess {
    return this.random.pick([...this.users.values()]);
  }

  /** Lets one thing happen, and pays meanwhile. */
  private async fault(): Promise<void> {
    const { random, network, users } = this;
    const kind = random.pick(['cut', 'delay', 'lose', 'kill', 'private', 'heal'] as const);
    if (kind === 'cut') network.weather = { ...network.weather, parts: this.twoParts() };
    if (kind === 'delay') network.weather = { ...network.weather, delayMs: 200 };
    if (kind === 'lose') network.weather = { ...network.weather, lost: 30 };
    if (kind === 'heal') network.weather = FAIR;
    if (kind === 'private') await this.releasePrivateChain();
    if (kind === 'kill' && users.size > 3) {
      const [name, user] = random.pick([...users]);
      users.delete(name);
      this.steady.delete(name);
      this.killed.push(user);
      await user.kill();
    } else if (users.size < NAMES.length && random.integer(0, 1) === 1) {
      network.weather = FAIR;
      for (const name of NAMES) if (!users.has(name)) await this.start(name);
    }
    const [seller, buyer] = [this.anyUser(), this.anyUser()];
    if (seller !== buyer) seller.write(`pay ${buyer.name} ${formatCoins(random.integer(1, 40))}`);
    await sleep(random.integer(MOST_MS / 4, MOST_MS));
  }

  private twoParts(): Name[][] {
    const parts: Name[][] = [[], []];
    for (const name of NAMES) parts[this.random.integer(0, 1)].push(name);
    return parts;
  }

  /** Mines some blocks on an old block of a user, and then announces all of them. */
  private async releasePrivateChain(): Promise<void> {
    const user = this.anyUser();
    const { host, port } = await user.ready();
    const { blocks } = await fetchChain({ host, port }, CLOCKS_APART_MS);
    let parent = blocks[Math.max(0, blocks.length - PRIVATE_BLOCKS)];
    for (let i = 0; i < 2 * PRIVATE_BLOCKS; i++) {
      parent = mined(parent, coin(BOB), Math.max(parent.timestamp, Date.now() - 60_000));
      const message = { type: 'block', block: parent };
      await tcpClient({ host, port }, message).catch(() => undefined);
    }
  }

  /**
   * Waits until all users are on one chain.
   *
   * @returns how many blocks this took
   */
  private async agreement(): Promise<number> {
    const begin = Math.max(...(await this.chains()).map(({ blocks }) => blocks.length));
    let longest = begin;
    const agree = async (): Promise<boolean> => {
      const chains = await this.chains();
      const lengths = chains.map(({ blocks }) => blocks.length);
      longest = Math.max(...lengths);
      const [first] = chains;
      const shared = first.blocks.findLast(({ hash }) =>
        chains.every(({ heights }) => heights.has(hash)),
      );
      const isAgreed = longest - 1 - (shared?.index ?? 0) <= ON_THE_WAY;
      if (!isAgreed && longest - begin > BLOCKS_TO_HEAL) {
        throw new Error(
          `after ${longest - begin} blocks, the users have heights ${lengths.join()} and share block ${shared?.index}`,
        );
      }
      return isAgreed;
    };
    await new Changes().until('all users are on one chain', agree);
    return longest - begin;
  }

  /** The chains of all users, each checked by all rules, so no balance can be wrong. */
  private async chains(): Promise<Chain[]> {
    const ready = await Promise.all([...this.users.values()].map((user) => user.ready()));
    return Promise.all(
      ready.map(async ({ host, port }) => {
        const chain = await fetchChain({ host, port }, CLOCKS_APART_MS);
        mustAddUp(chain);
        return chain;
      }),
    );
  }

  /**
   * Waits until each payment that a user has promised is on the chain of its seller, or cannot be
   * paid any more.
   *
   * @returns how many were paid
   */
  private async keptPromises(): Promise<number> {
    let paid = 0;
    for (const name of this.steady) {
      const user = this.users.get(name) as UserProcess;
      const promised = new Set(user.all('payment').map(({ id }) => id));
      const stateOf = (id: string): string | undefined =>
        user.all('payment').findLast((each) => each.id === id)?.state;
      const isOpen = (id: string): boolean =>
        ['waiting', 'returned', 'unreachable'].includes(stateOf(id) ?? '');
      const toSteady = (id: string): boolean => {
        const to = user.all('payment').find((each) => each.id === id)?.to;
        return [...this.steady].some(
          (other) => this.users.get(other)?.all('ready')[0]?.address === to,
        );
      };
      await user.until(
        `${name}'s payments to users that live are paid`,
        () => ![...promised].some((id) => isOpen(id) && toSteady(id)),
      );
      paid += [...promised].filter((id) => ['paid', 'settled'].includes(stateOf(id) ?? '')).length;
    }
    return paid;
  }
}

/** @throws Error if the balances are not the coins that were mined */
function mustAddUp({ blocks, ledger }: Chain): void {
  const coins = blocks.slice(1).filter(({ data }) => data.from === NETWORK);
  const minted = coins.reduce((sum, { data }) => sum + data.amount, 0);
  const owned = [...ledger.balances.values()].reduce((sum, balance) => sum + balance, 0);
  if (minted !== owned) throw new Error(`${minted} cents were mined, and users own ${owned}`);
}
