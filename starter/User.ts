import { NotImplemented } from './supplied/NotImplemented';
import { UserControl } from './supplied/user/UserControl';

/** A user of the network. It has two threads: one thread serves, and the other thread mines. */
export class User extends UserControl {
  /**
   * Starts the server thread, then the miner thread, and waits until both have posted `'ready'`.
   * The server thread gets `this.serverData(signals, port)`. The miner thread gets
   * `this.minerData(signals, port)`. Each thread gets its own port of one `MessageChannel`.
   * `this.threads` contains the started threads.
   *
   * If a thread cannot start, the other thread is stopped too. After the start, a thread can also
   * end with an error, or end before `stop` is called. Then the other thread is stopped too, and
   * `this.failed(error)` is called.
   *
   * @throws Error if the user is running already, or if it is stopped before it is ready; the error
   *   of the thread, if a thread cannot start or ends before the user is ready
   * @step 6
   */
  async start(): Promise<void> {
    throw new NotImplemented('step6', 'start', 'exercises/06-User.md');
  }

  /**
   * Ends both threads. Raises the stop flag for the miner, posts `'stop'` to the server, and waits
   * until both threads have exited. Terminates a thread that has not exited after one second. Does
   * nothing if the user is not running.
   *
   * @step 6
   */
  async stop(): Promise<void> {
    throw new NotImplemented('step6', 'stop', 'exercises/06-User.md');
  }
}
