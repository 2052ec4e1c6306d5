import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Step } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { stopEnvironment } from '../../grader/replay/askedStop';
import { compiledPrefix } from '../../grader/replay/compileLocally';
import { wrap } from '../../grader/report/wrap';

/** Only programs of this machine can connect. A debugger can do everything that its user can do. */
const HOST = '127.0.0.1';
/** The port that debuggers look at. "Attach to try" in `.vscode/launch.json` names it too. */
const USUAL_PORT = 9229;
/** Steps 6 to 8 have checks in threads. */
const THREADS = 'VS Code also stops in threads. Chrome does not.';
/** What `debugged.js` says when a debugger can attach. */
const WAITS = 'The program waits.';
/** What Node says about its debugger. We say the same in plain words. */
const NODES_WORDS = /^(Debugger (listening|ending) on ws:|For help, see: )/;

interface DebuggedProgram {
  /** The path of the program, from the project's root. */
  program: string;
  step: Step;
  /** The function of the step to stop in. Without it, the program stops at its own first line. */
  stop?: string;
}

/**
 * Runs a TypeScript program under Node's debugger, and says how to attach to it. The program begins
 * when a debugger attaches.
 *
 * @returns the exit code: 0 if the program has run, 1 if its debugger could not start
 */
export async function runInDebugger({ program, step, stop }: DebuggedProgram): Promise<number> {
  const port = await choosePort();
  const child = spawn(
    process.execPath,
    [`--inspect=${HOST}:${port}`, 'workshop/commands/debugged.js', program],
    {
      cwd: ROOT,
      env: { ...process.env, ...(stop !== undefined && stopEnvironment(step.name, stop)) },
      stdio: ['inherit', 'inherit', 'pipe'],
    },
  );
  const clear = (): void => {
    child.kill('SIGKILL');
    removeCompiled(child.pid);
  };
  process.once('exit', clear);
  let hasWaited = false;
  const lines = createInterface({ input: child.stderr });
  lines.on('line', (line) => {
    if (hasWaited || line !== WAITS) {
      if (!NODES_WORDS.test(line)) process.stderr.write(`${line}\n`);
      return;
    }
    hasWaited = true;
    const aboutThreads = step.grants?.includes('threads') ? [wrap(THREADS)] : [];
    console.log([adviceFor(port), ...aboutThreads].join('\n'));
  });
  await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  process.off('exit', clear);
  removeCompiled(child.pid);
  return hasWaited ? 0 : 1;
}

function adviceFor(port: number): string {
  const isUsual = port === USUAL_PORT;
  return [
    ...(isUsual ? [] : [wrap(`Port ${USUAL_PORT} is in use. The debugger uses port ${port}.`)]),
    wrap(`Attach a debugger to ${HOST}:${port}. Ctrl-C ends the program.`),
    wrap(
      isUsual ? 'Run and Debug, "Attach to try"' : 'Run and Debug, "Attach to a running program"',
      '  VS Code  ',
    ),
    wrap(
      isUsual
        ? 'open chrome://inspect, then "inspect"'
        : `open chrome://inspect, "Configure", add ${HOST}:${port}, then "inspect"`,
      '  Chrome   ',
    ),
  ].join('\n');
}

/** Returns the usual port, or a free one if another program uses the usual one. */
async function choosePort(): Promise<number> {
  return (await freePort(USUAL_PORT)) ?? (await freePort(0)) ?? USUAL_PORT;
}

/** Returns the port if it is free. For port 0, the system chooses a free one. */
async function freePort(wanted: number): Promise<number | undefined> {
  const server = createServer().listen(wanted, HOST);
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Removes the compiled files of a program. A program that a signal ends does not remove them. */
function removeCompiled(pid: number | undefined): void {
  const folder = join(ROOT, 'try');
  for (const name of readdirSync(folder)) {
    if (name.startsWith(compiledPrefix(pid))) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}
