import type { UserStatus } from '../../solution/supplied/user/control';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { Spawned } from './Spawned';
import type { SpawnOptions } from './Spawned';

/** The answer that a user writes to a line of its input. */
type Answer =
  | ({ event: 'status'; coins: string } & UserStatus)
  | { event: 'sorry'; line: string; message: string; code?: string }
  | { event: 'failed'; message: string };

/** A line of the user's output. */
export type Line = UserEvent | Answer;

/** A line about one kind of event. */
export type LineOf<Name extends Line['event']> = Extract<Line, { event: Name }>;

/** Intervals short enough for a test. */
export const FAST = ['--rest', '0.2', '--gossip', '0.2'];
/** The arguments to begin a network. Its blocks need little work. */
export const BEGIN = ['--port', '0', ...FAST, '--difficulty', '8'];

/** The finished program as one user, in its own process. */
export class UserProcess extends Spawned {
  #read = 0;
  readonly #lines: Line[] = [];

  /** @param args all arguments except `--user` */
  constructor(
    readonly name: string,
    args: readonly string[],
    options: SpawnOptions = {},
  ) {
    super(['--user', name, ...args], { ...options, input: true });
  }

  /**
   * Returns all lines so far.
   *
   * @throws Error if a line is not JSON
   */
  get lines(): readonly Line[] {
    const complete = this.out.split('\n').slice(0, -1);
    for (const line of complete.slice(this.#read)) this.#lines.push(JSON.parse(line) as Line);
    this.#read = complete.length;
    return this.#lines;
  }

  /** Returns the lines about one kind of event. */
  all<Name extends Line['event']>(name: Name): LineOf<Name>[] {
    return this.lines.filter((line): line is LineOf<Name> => line.event === name);
  }

  /**
   * Waits for an event, and returns its line.
   *
   * @param isWanted true for the event to wait for; the default accepts any event of this kind
   * @param from the first line to look at
   * @throws Error if the user ends before the event
   */
  async event<Name extends Line['event']>(
    name: Name,
    isWanted: (line: LineOf<Name>) => boolean = () => true,
    from = 0,
  ): Promise<LineOf<Name>> {
    const find = (): LineOf<Name> | undefined =>
      this.lines
        .slice(from)
        .find(
          (line): line is LineOf<Name> => line.event === name && isWanted(line as LineOf<Name>),
        );
    await this.until(`${this.name} writes ${name}`, () => find() !== undefined || this.hasEnded);
    const found = find();
    if (found === undefined) throw new Error(`${this.name} has ended:\n${this.describe()}`);
    return found;
  }

  /** Waits until the user has joined. The line says where the user listens. */
  ready(): Promise<LineOf<'ready'>> {
    return this.event('ready');
  }

  /** Writes a line to the user's input, and waits for an event after this line. */
  async ask<Name extends Line['event']>(
    line: string,
    name: Name,
    isWanted?: (line: LineOf<Name>) => boolean,
  ): Promise<LineOf<Name>> {
    const from = this.lines.length;
    this.write(line);
    return this.event(name, isWanted, from);
  }

  status(): Promise<LineOf<'status'>> {
    return this.ask('status', 'status');
  }

  /** Asks the user for its status after every event, until `isWanted` accepts the status. */
  async statusWhen(what: string, isWanted: (status: UserStatus) => boolean): Promise<UserStatus> {
    for (;;) {
      const status = await this.status();
      if (isWanted(status)) return status;
      const from = this.lines.length;
      const hasNews = (): boolean => this.lines.slice(from).some(({ event }) => event !== 'status');
      await this.until(what, hasNews);
    }
  }
}

/** Waits until users are ready. Returns the arguments to join them. */
export async function joining(...users: UserProcess[]): Promise<string[]> {
  const places = await Promise.all(
    users.map(async (user) => {
      const { host, port } = await user.ready();
      return `${host}:${port}`;
    }),
  );
  return ['--port', '0', ...FAST, '--join', places.join(',')];
}

/** Runs a story with users, and ends the users afterwards. */
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
