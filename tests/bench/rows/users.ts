import type { FanningOutResult } from '../child/fanningOut';
import type { JoiningResult } from '../child/joining';
import type { StartingResult } from '../child/starting';
import type { Row } from '../Row';
import { inOrder } from '../Row';
import { runChild } from './runChild';

const STARTED = 10;
const RECEIVERS = 49;
/** The goal for the processor time of each pair of users, in connections. */
export const MOST_A_PAIR = 8;

function starting(measure: keyof StartingResult, oursFirst: boolean): ReturnType<typeof inOrder> {
  const start = async (isBare: boolean): Promise<number> => {
    const result = await runChild<StartingResult>('starting', { count: STARTED, isBare });
    return result[measure];
  };
  return inOrder(
    oursFirst,
    () => start(false),
    () => start(true),
  );
}

async function fanningOut(): Promise<{ ours: number; rival: number }> {
  const order = { receivers: RECEIVERS };
  const { usersMs, bareMs } = await runChild<FanningOutResult>('fanningOut', order);
  return { ours: usersMs, rival: bareMs };
}

/** The processor time for each pair of users, without the time to start them, beside a connection. */
const JOINS: readonly Row[] = [25, 50, 100, 200].map((users) => ({
  name: `join${users}`,
  users,
  what: `${users} users join one network: processor time a pair`,
  beside: 'one connection with a message and an answer',
  goal: { atMost: MOST_A_PAIR },
  pairs: 1,
  pair: async () => {
    const alone = await runChild<JoiningResult>('joining', { users, isOne: false });
    const together = await runChild<JoiningResult>('joining', { users, isOne: true });
    const pairs = (users * (users - 1)) / 2;
    return { ours: (together.cpuMs - alone.cpuMs) / pairs, rival: together.connectionMs };
  },
}));

export const USERS: readonly Row[] = [
  {
    name: 'start',
    what: 'a user started: processor time',
    beside: 'two bare threads that listen',
    goal: { atMost: 1.1 },
    pair: (oursFirst) => starting('cpuMs', oursFirst),
  },
  {
    name: 'memory',
    what: 'a user started: memory',
    beside: 'two bare threads that listen',
    goal: { atMost: 1.1 },
    pair: (oursFirst) => starting('bytes', oursFirst),
  },
  {
    name: 'fanOut',
    what: `a block found until ${RECEIVERS} peers have it`,
    beside: 'the same bytes to bare listeners',
    goal: { atMost: 1.5 },
    pair: fanningOut,
  },
  ...JOINS,
];
