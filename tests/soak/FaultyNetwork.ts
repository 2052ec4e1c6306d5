import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../grader/harness/parent/suite/Random';
import { ConnectionLost } from '../../solution/supplied/wire/ConnectionLost';
import { Refusal } from '../../solution/supplied/Refusal';
import { tcpClient, tcpServer } from '../../solution/supplied/wire/tcp';
import type { TcpServer } from '../../solution/supplied/wire/tcp';
import type { Envelope } from './child/faultyTcp';

/** What happens to the messages of all users. */
export interface Weather {
  /** The users in each part of the network. Messages between parts are lost. */
  parts: ReadonlyArray<readonly string[]>;
  /** The maximum delay of a message, and again of its answer, in milliseconds. */
  delayMs: number;
  /** How many of 100 messages are lost, or their answers. */
  lost: number;
}

export const FAIR: Weather = { parts: [], delayMs: 0, lost: 0 };

/** A proxy between users, which delays and loses messages, and cuts users off. */
export class FaultyNetwork {
  weather = FAIR;
  /** The name of the user at each port. */
  readonly names = new Map<number, string>();

  readonly #server: Promise<TcpServer>;

  constructor(private readonly random: Random) {
    this.#server = tcpServer({
      ...{ host: '127.0.0.1', port: 0 },
      handle: (envelope) => this.#deliver(envelope as Envelope),
      onError: () => undefined,
    });
  }

  /** The port to which users send their messages. */
  async port(): Promise<number> {
    return (await this.#server).port;
  }

  async close(): Promise<void> {
    await (await this.#server).close();
  }

  /** @throws ConnectionLost, which closes the connection without an answer */
  async #deliver({ from, to, message }: Envelope): Promise<object> {
    await this.#pass(from, to.port);
    let answer: object;
    try {
      answer = (await tcpClient(to, message)) as object;
    } catch (error) {
      // The user at the other end has closed, or is gone.
      throw error instanceof Refusal ? new ConnectionLost(error.code) : error;
    }
    await this.#pass(from, to.port);
    return answer;
  }

  async #pass(from: string, port: number): Promise<void> {
    const { parts, delayMs, lost } = this.weather;
    if (delayMs > 0) await sleep(this.random.integer(0, delayMs));
    const to = this.names.get(port) ?? '';
    const isCut =
      parts.length > 0 && !parts.some((part) => part.includes(from) && part.includes(to));
    if (isCut || this.random.integer(1, 100) <= lost) throw new ConnectionLost('lost on the way');
  }
}
