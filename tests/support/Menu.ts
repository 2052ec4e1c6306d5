import { KEYS, loadPty, Terminal } from './Terminal';
import type { TerminalOptions } from './Terminal';

/** The end of what the menu writes: a question that waits for its answer. */
const QUESTION = /\? ([^?\r\n]*) › $/;

/** The pseudo-terminals of this platform; undefined where there are none. */
export const pty = loadPty();

/** The menu in a terminal, and somebody who answers its questions. */
export class Menu {
  private constructor(readonly terminal: Terminal) {}

  /** Starts the menu, lets a test use it once it is there, and ends it whatever happens. */
  static async use(
    story: (menu: Menu) => Promise<void>,
    { args = ['--rest', '0.3', '--difficulty', '8'], env }: TerminalOptions = {},
  ): Promise<void> {
    if (pty === undefined) throw new Error('there is no pseudo-terminal here');
    const terminal = new Terminal(pty, { args, env });
    try {
      await terminal.until('the menu is up', () => QUESTION.test(terminal.text));
      await story(new Menu(terminal));
    } finally {
      await terminal.close();
    }
  }

  /** What is asked at present. */
  get question(): string | undefined {
    return QUESTION.exec(this.terminal.text)?.[1];
  }

  /**
   * Answers one question after the other.
   *
   * @returns what is written from the last answer to the next question
   */
  async answer(...answers: string[]): Promise<string> {
    let written = '';
    for (const answer of answers) {
      const type = (): void => this.terminal.type(answer + KEYS.enter);
      written = await this.terminal.after(type, `a question after "${answer}"`, (text) =>
        QUESTION.test(text),
      );
    }
    return written;
  }

  /** Creates a user and returns its port. */
  async create(name: string): Promise<number> {
    const text = await this.answer('1', name);
    const port = /(?:network on|joins on|takes) (?:port )?(\d+)/.exec(text)?.[1];
    if (port === undefined) throw new Error(`no port is named:\n${text}`);
    return Number(port);
  }
}
