import type * as UserStep from '../../../../solution/User';
import type { LifeEvent } from '../channel/LifeEvent';
import type { LifeOrder } from '../channel/LifeOrder';
import { ReportingUser } from './ReportingUser';

// A submission can replace these functions.
const { setImmediate } = globalThis;
const { getActiveResourcesInfo } = process;

/**
 * Returns a function that obeys a list of orders in one tick.
 *
 * @param fail called with an error of the submission that ends the life
 */
export function obeyOrders(
  submission: typeof UserStep,
  report: (event: LifeEvent) => void,
  fail: (error: unknown) => void,
): (orders: readonly LifeOrder[]) => void {
  const users = new Map<string, ReportingUser>();

  const turn = async (id: string): Promise<void> => {
    for (let i = 0; i < TURNS; i++) await new Promise((resolve) => setImmediate(resolve));
    for (const user of users.values()) user.look();
    const timers = getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    report({ event: 'turned', turn: id, timers });
  };

  const obey = (order: LifeOrder): void => {
    if (order.order === 'turn') {
      turn(order.turn).catch(fail);
      return;
    }
    if (order.order === 'create') {
      const user = new ReportingUser(submission, order.user, order.behaviours, { report, fail });
      users.set(order.user, user);
      return;
    }
    const user = users.get(order.user);
    switch (order.order) {
      case 'call':
        return user?.call(order.name, order.call);
      case 'send':
        return user?.send(order.to, order.thread);
      case 'hold':
        return user?.holdTerminated();
      case 'release':
        return user?.releaseTerminated();
    }
  };

  return (orders) => {
    try {
      orders.forEach(obey);
    } catch (error) {
      fail(error);
    }
  };
}

/** In this number of turns of the event loop, all due events happen. */
const TURNS = 5;
