import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOLUTION } from '../../grader/course/parts';
import { SOLUTION_COMMAND } from '../support/command';
import { copyProject } from '../support/copyProject';
import { MenuSession, pty } from '../support/MenuSession';
import { KEYS, Terminal } from '../support/Terminal';

const describeInTerminal = pty === undefined ? describe.skip : describe;

const START = ['-r', 'ts-node/register/transpile-only', 'workshop/commands/start.ts'];

let project: string;

beforeEach(async () => {
  project = await copyProject();
});

/** Writes a step of the student: the reference's file, in which one piece of text is replaced. */
function write(step: string, from = '', to = ''): void {
  const source = readFileSync(join(SOLUTION, `${step}.ts`), 'utf8');
  if (!source.includes(from)) throw new Error(`${step} has no "${from}"`);
  writeFileSync(join(project, 'starter', `${step}.ts`), source.replace(from, to));
}

/** Runs a story in the menu of `npm start`. */
function useMenu(
  args: readonly string[],
  story: (menu: MenuSession) => Promise<void>,
): Promise<void> {
  return MenuSession.use(story, { command: START, project, args });
}

/** Waits until a line is printed above the question, and the question is there again. */
function untilTold({ terminal }: MenuSession, line: string): Promise<void> {
  return terminal.until(`"${line}" is told`, () => {
    const [, after] = terminal.text.split(line);
    return after !== undefined && /Enter your choice › $/.test(after);
  });
}

describeInTerminal("the student's parts in the menu", () => {
  it('a dead part is told above the question, and the typed text is kept', async () => {
    write('hashBlock');
    write(
      'mine',
      'const prefix =',
      "if (draft.index > 1) throw new Error('too high');\nconst prefix =",
    );
    await useMenu(['rest', '1', 'difficulty', '8'], async (menu) => {
      const { terminal } = menu;
      await menu.create('alice');
      terminal.type('xy');
      await terminal.until('the end of alice is told', () =>
        /alice has stopped: your mine \(step 3\) threw "too high" at starter\/mine\.ts:\d+/.test(
          terminal.text,
        ),
      );
      await terminal.until('the question is back', () =>
        /Enter your choice › xy$/.test(terminal.text),
      );
      terminal.type('\u007f\u007f4');
      expect(await terminal.endAfter(() => terminal.type(KEYS.enter))).toMatchObject({ code: 0 });
      expect(terminal.text).toMatch(/your mine made \d+ hashes and found 1 block\r/);
    });
  });

  it('a server that hangs is told, and the menu goes on', async () => {
    write('validateBlock', 'const block =', 'for (;;);\nconst block =');
    await useMenu(['rest', '0.2', 'difficulty', '8'], async (menu) => {
      await menu.create('alice');
      await untilTold(menu, "alice's server has not answered for a second.");
      const status = await menu.answer('3');
      expect(status).toContain('alice does not answer.');
      expect(status).toContain('(alice does not answer, so counts are missing)');
      const { terminal } = menu;
      expect(await terminal.endAfter(() => terminal.type(`4${KEYS.enter}`))).toMatchObject({
        code: 0,
      });
    });
  });

  it('a miner that asks for nothing is told, and the counts of the parts are shown', async () => {
    write('hashBlock');
    write('mine', '    if (!goOn(BATCH)) return null;\n');
    await useMenu(['rest', '0', 'difficulty', '32'], async (menu) => {
      await menu.create('alice');
      await untilTold(menu, "alice's miner has reported no hash for");
      const status = await menu.answer('3');
      expect(status).toContain('Your parts at work:');
      expect(status).toContain('your mine made 0 hashes and found 0 blocks');
    });
  });
});

describeInTerminal('one user in a terminal', () => {
  const args = ['user', 'alice', 'port', '0', 'rest', '0.2', 'difficulty', '8'];

  it('writes sentences, and keeps the line that is typed', async () => {
    if (pty === undefined) return;
    const terminal = new Terminal(pty, { args });
    try {
      await terminal.until('it mines', () => /mined a coin, block 2 \(/.test(terminal.text));
      expect(terminal.text).toMatch(/alice listens on 127\.0\.0\.1, port \d+\./);
      terminal.type('sta');
      await terminal.until('it mines on', () => /block 4 \([^]*> sta$/.test(terminal.text));
      await terminal.after(
        () => terminal.type(`tus${KEYS.enter}`),
        'the status',
        (text) => /The chain ends with block \d+ .*\. \d+\.00 coins\./.test(text),
      );
      await terminal.after(
        () => terminal.type(`help${KEYS.enter}`),
        'the help',
        (text) => text.includes('reach all           talk to all users again'),
      );
      await terminal.after(
        () => terminal.type(`halp${KEYS.enter}`),
        'the list of commands',
        (text) => /"help"\s+and\s+"quit"/.test(text),
      );
      expect(await terminal.endAfter(() => terminal.type(`quit${KEYS.enter}`))).toEqual({
        code: 0,
        signal: null,
        isRestored: true,
      });
      expect(terminal.text).toContain('\ralice has stopped.\r\n');
    } finally {
      await terminal.close();
    }
  });

  it('shows what the parts have done, after quit', async () => {
    if (pty === undefined) return;
    write('hashBlock');

    const terminal = new Terminal(pty, { command: START, project, args });
    try {
      await terminal.until('it mines', () => /mined a coin, block 2 \(/.test(terminal.text));
      await terminal.endAfter(() => terminal.type(`quit${KEYS.enter}`));
      expect(terminal.text).toMatch(
        /Your parts at work:\r\n {2}your hashBlock gave \d+ blocks a fingerprint\r\nalice has stopped/,
      );
    } finally {
      await terminal.close();
    }
  });

  it('pauses with npm on Ctrl+Z, and goes on after fg', async () => {
    if (pty === undefined) return;
    const shell =
      "require('node:child_process').spawnSync('bash', ['--norc', '-i'], { stdio: 'inherit' })";
    const terminal = new Terminal(pty, { command: ['-e', shell], env: { PS1: 'shell> ' } });
    try {
      await terminal.until('the shell asks', () => terminal.text.includes('shell> '));
      // The program is a child of `sh`, as it is a child of npm.
      const program = [process.execPath, ...SOLUTION_COMMAND, ...args].join(' ');
      terminal.type(`sh -c '${program}; true'${KEYS.enter}`);
      await terminal.until('it mines', () => /mined a coin, block 2 \(/.test(terminal.text));
      await terminal.after(
        () => terminal.type(KEYS.ctrlZ),
        'the shell asks again',
        (text) => /Stopped[^]*shell> $/.test(text),
      );
      await terminal.after(
        () => terminal.type(`fg${KEYS.enter}`),
        'it mines on',
        (text) => text.includes('mined a coin'),
      );
      await terminal.after(
        () => terminal.type(`status${KEYS.enter}`),
        'the status',
        (text) => text.includes('The chain ends with block'),
      );
      await terminal.after(
        () => terminal.type(KEYS.ctrlC),
        'the shell',
        (text) => text.endsWith('shell> '),
      );
      await terminal.endAfter(() => terminal.type(`exit${KEYS.enter}`));
    } finally {
      await terminal.close();
    }
  });

  it('writes JSON if it is asked to', async () => {
    if (pty === undefined) return;
    const terminal = new Terminal(pty, { args: [...args, 'json'] });
    try {
      await terminal.until('it mines', () => terminal.text.includes('{"event":"coin","index":1,'));
    } finally {
      await terminal.close();
    }
  });
});
