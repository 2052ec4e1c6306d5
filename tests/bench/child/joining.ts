// Starts users that join one network, or only begin networks of their own. Prints the processor time.
import { setTimeout as sleep } from 'node:timers/promises';
import { User } from '../../../solution/User';
import type { ThreadCode } from '../../../solution/supplied/user/bundle';
import { DEFAULT_OPTIONS } from '../../../solution/supplied/user/UserOptions';
import { tcpClient, tcpServer } from '../../../solution/supplied/wire/tcp';

/** How many users start at the same time. */
const AT_ONCE = 10;
const CONNECTIONS = 2000;

export interface JoiningOrder {
  users: number;
  /** False if each user begins a network of its own. */
  isOne: boolean;
  code: ThreadCode;
}

export interface JoiningResult {
  /** The processor time of all users, in milliseconds. */
  cpuMs: number;
  /** The processor time of one connection with one message and one answer, in milliseconds. */
  connectionMs: number;
}

async function run({ users: count, isOne, code }: JoiningOrder): Promise<JoiningResult> {
  const connectionMs = await connecting();
  const before = process.cpuUsage();
  const options = { ...DEFAULT_OPTIONS, port: 0, difficulty: 8, mineCoins: false, gossipMs: 2000 };
  const users: User[] = [];
  const add = async (number: number): Promise<void> => {
    const first = users[0]?.ready;
    const join = isOne && first !== undefined ? [{ host: first.host, port: first.port }] : [];
    const user = new User({ ...options, name: `user${number}`, join }, code);
    await user.start();
    users.push(user);
  };
  await add(0);
  for (let i = 1; i < count; i += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - i) }, (_, more) => add(i + more));
    await Promise.all(some);
  }
  const known = isOne ? count - 1 : 0;
  for (;;) {
    const statuses = await Promise.all(users.map((user) => user.call('status')));
    if (statuses.every(({ peers }) => peers.length === known)) break;
    await sleep(200);
  }
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, connectionMs };
}

async function connecting(): Promise<number> {
  const server = await tcpServer({
    ...{ host: '127.0.0.1', port: 0 },
    handle: () => ({ type: 'ok' }),
    onError: () => undefined,
  });
  const before = process.cpuUsage();
  for (let i = 0; i < CONNECTIONS; i++) await tcpClient(server, { type: 'getStatus' });
  const { user, system } = process.cpuUsage(before);
  await server.close();
  return (user + system) / 1000 / CONNECTIONS;
}

run(JSON.parse(process.argv[2]) as JoiningOrder)
  .then((result) => console.log(JSON.stringify(result)))
  .finally(() => process.exit());
