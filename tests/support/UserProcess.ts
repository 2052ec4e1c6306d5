import type { UserStatus } from '../../solution/supplied/user/control';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { Spawned } from './Spawned';

/** What a user in a process of its own writes, besides its events. */
type Answer =
  | ({ event: 'status'; coins: string } & UserStatus)
  | { event: 'sorry'; line: string; message: string; code?: string }
  | { event: 'failed'; message: string };

/** A line of its output. */
export type Line = UserEvent | Answer;

/** A line about a certain event. */
export type LineOf<Name extends Line['event']> = Extract<Line, { event: Name }>;

/** Intervals short enough for a test, and blocks that cost little. */
export const FAST = ['--rest', '0.2', '--gossip', '0.2'];
export const BEGIN = ['--port', '0', ...FAST, '--difficulty', '8'];

/** One user in a process of its own, as on a machine of its own. */
export class UserProcess extends Spawned {
  #read = 0;
  readonly #lines: Line[] = [];

  /** @param args besides `--user` */
  constructor(
    readonly name: string,
    args: readonly string[],
  ) {
    super(['--user', name, ...args], { input: true });
  }

  /** All lines so far; each must be JSON. */
  get lines(): readonly Line[] {
    const complete = this.out.split('\n').slice(0, -1);
    for (const line of complete.slice(this.#read)) this.#lines.push(JSON.parse(line) as Line);
    this.#read = complete.length;
    return this.#lines;
  }

  /** The lines about a certain event. */
  all<Name extends Line['event']>(name: Name): LineOf<Name>[] {
    return this.lines.filter((line): line is LineOf<Name> => line.event === name);
  }

  /** Waits for an event that is as wished, among those from line `from` on. */
  async event<Name extends Line['event']>(
    name: Name,
    isSo: (line: LineOf<Name>) => boolean = () => true,
    from = 0,
  ): Promise<LineOf<Name>> {
    const find = (): LineOf<Name> | undefined =>
      this.lines
        .slice(from)
        .find((line): line is LineOf<Name> => line.event === name && isSo(line as LineOf<Name>));
    await this.until(`${this.name} tells of ${name}`, () => find() !== undefined || this.hasEnded);
    const found = find();
    if (found === undefined) throw new Error(`${this.name} has ended:\n${this.describe()}`);
    return found;
  }

  /** Waits until it has joined, and returns where it listens. */
  async ready(): Promise<LineOf<'ready'>> {
    return this.event('ready');
  }

  /** Says something, and waits for an event that comes after it. */
  async ask<Name extends Line['event']>(
    line: string,
    name: Name,
    isSo?: (line: LineOf<Name>) => boolean,
  ): Promise<LineOf<Name>> {
    const from = this.lines.length;
    this.tell(line);
    return this.event(name, isSo, from);
  }

  status(): Promise<LineOf<'status'>> {
    return this.ask('status', 'status');
  }

  /** Asks for its status whenever something has happened, until it is as wished. */
  async statusWhen(what: string, isSo: (status: UserStatus) => boolean): Promise<UserStatus> {
    for (;;) {
      const status = await this.status();
      if (isSo(status)) return status;
      const from = this.lines.length;
      const hasNews = (): boolean => this.lines.slice(from).some(({ event }) => event !== 'status');
      await this.until(what, hasNews);
    }
  }
}

/** `--join` with where a user listens. */
export async function joining(...users: UserProcess[]): Promise<string[]> {
  const places = await Promise.all(
    users.map(async (user) => {
      const { host, port } = await user.ready();
      return `${host}:${port}`;
    }),
  );
  return ['--port', '0', ...FAST, '--join', places.join(',')];
}

/** Runs a test with users that are ended after it, whatever happens. */
export async function withUsers(
  story: (start: (name: string, args: readonly string[]) => UserProcess) => Promise<void>,
): Promise<void> {
  const users: UserProcess[] = [];
  try {
    await story((name, args) => {
      const user = new UserProcess(name, args);
      users.push(user);
      return user;
    });
  } finally {
    await Promise.all(users.map((user) => user.kill()));
  }
}
