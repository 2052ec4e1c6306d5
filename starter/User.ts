import { NotImplemented } from './supplied/NotImplemented';
import { UserControl } from './supplied/user/UserControl';

/** A user of the network: one thread serves, one mines. */
export class User extends UserControl {
  /**
   * Starts the user's two threads, the server first, and waits until both have posted `'ready'`.
   * The server gets `this.serverData(signals, port)`, the miner `this.minerData(signals, port)`,
   * each with its end of a channel between them; `this.threads` holds what was started.
   *
   * If one cannot start, neither is left running. If one dies of an error later, or ends without
   * being told to, the other is stopped too and `this.failed(error)` is called.
   *
   * @throws Error if the user is running already or is stopped before it is ready, or the error
   *   that kept a thread from starting or that it died of
   * @step 6
   */
  async start(): Promise<void> {
    throw new NotImplemented('step6', 'start', 'exercises/06-User.md');
  }

  /**
   * Ends both threads: raises the stop flag for the miner, posts `'stop'` to the server, and waits
   * until both have exited. A thread that has not exited after a second is terminated. Does nothing
   * if the user is not running.
   *
   * @step 6
   */
  async stop(): Promise<void> {
    throw new NotImplemented('step6', 'stop', 'exercises/06-User.md');
  }
}
