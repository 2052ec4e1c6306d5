import { KEYS, loadPty, Terminal } from './Terminal';
import type { TerminalOptions } from './Terminal';

/** Matches a question at the end of the output. The menu waits for the answer then. */
const QUESTION = /\? ([^?\r\n]*) › $/;

/** The package for pseudo-terminals. Undefined if the package does not support this platform. */
export const pty = loadPty();

/** The menu in a terminal, and a way to answer its questions. */
export class MenuSession {
  private constructor(readonly terminal: Terminal) {}

  /** Starts the menu, runs a story with the menu, and ends the menu. */
  static async use(
    story: (menu: MenuSession) => Promise<void>,
    { args = ['--rest', '0.3', '--difficulty', '8'], ...options }: TerminalOptions = {},
  ): Promise<void> {
    if (pty === undefined) throw new Error('there is no pseudo-terminal here');
    const terminal = new Terminal(pty, { args, ...options });
    try {
      await terminal.until('the menu is up', () => QUESTION.test(terminal.text));
      await story(new MenuSession(terminal));
    } finally {
      await terminal.close();
    }
  }

  /** The question that the menu asks now. */
  get question(): string | undefined {
    return QUESTION.exec(this.terminal.text)?.[1];
  }

  /**
   * Answers questions, one after the other.
   *
   * @returns the output from the last answer to the next question
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
    if (port === undefined) throw new Error(`the answer does not name a port:\n${text}`);
    return Number(port);
  }
}
