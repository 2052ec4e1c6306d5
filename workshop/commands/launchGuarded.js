// Runs a TypeScript program that reads strangers' files:
// node workshop/commands/launchGuarded.js workshop/commands/grade.ts ARGS
// The program runs in another process, which this process can always end: on Ctrl-C, and when the
// program hangs. The program's temporary files are in one folder, which is then removed. With
// bubblewrap, the program and its processes have no network except their own, and end together.
'use strict';
require('./checkNode.js');
const { spawn, spawnSync } = require('node:child_process');
const { chmodSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { constants, tmpdir } = require('node:os');
const { basename, join } = require('node:path');
const { bundleProgram, failToStart } = require('./bundleProgram.js');
const { isolateProgram } = require('./isolateProgram.js');

/** The program reports each second that it works. After this time without a report, it ends. */
const SILENCE_MS = 20_000;
const EVERY_MS = 1000;
/** How long the program can take to end after a signal, in milliseconds. */
const END_MS = 1000;
/** The exit code after a fault of the grader itself. */
const FAULT = 3;

async function launch([program, ...argv]) {
  const bundling = bundleProgram(program);
  bundling.catch(() => undefined); // the line below that awaits it gets the error
  // A debugger cannot reach into a network of its own. These programs run only the student's code.
  const isolation = isDebugged(program, argv) ? [] : await isolateProgram();
  const folder = mkdtempSync(join(tmpdir(), 'cantor-'));
  // The grader's processes can run as other users.
  chmodSync(folder, 0o711);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const node = [process.execPath, ...process.execArgv, join(__dirname, 'guarded.js')];
  const [command, ...args] = [...isolation, ...node, program, ...argv];
  const child = spawn(command, args, {
    env: {
      ...process.env,
      ...{ TMPDIR: folder, TEMP: folder, TMP: folder },
      ...(isolation.length > 0 && { CANTOR_NETWORK: 'own' }),
    },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc', ...emptyFiles()],
  });
  guard(child, folder);
  // The process starts while the program is compiled.
  child.send(await bundling);
}

/** True if the program runs the student's code under a debugger. A value of `target` is a folder. */
function isDebugged(program, argv) {
  // npm takes `--inspect` from `npm run grade step3 --inspect`. `npmOptions.ts` tells more.
  const { npm_config_inspect: taken, npm_lifecycle_script: script = '' } = process.env;
  if (taken === 'true' && script.includes(basename(program))) return true;
  return argv.some(
    (word, i) => /^(--)?inspect$/.test(word) && !/^(--)?target$/.test(argv[i - 1] ?? ''),
  );
}

/**
 * Returns an empty file for each descriptor from 4 to the highest open one. A shell can leave files
 * open, and the submissions would inherit them.
 */
function emptyFiles() {
  if (process.platform === 'win32') return [];
  const highest = Math.max(...readdirSync('/dev/fd').map(Number));
  return Array(Math.max(0, highest - 3)).fill(openSync('/dev/null', 'r'));
}

/** Ends this process with the program, and the program on a signal or after silence. */
function guard(child, folder) {
  let code;
  const fail = () => {
    code = FAULT;
    console.error(`the grader stopped: it did not answer for ${SILENCE_MS / 1000} seconds`);
    endAll(child, folder);
  };
  // Counts its own seconds. After Ctrl-Z and `fg`, the time in between does not count.
  let silentMs = 0;
  setInterval(() => {
    silentMs += EVERY_MS;
    if (silentMs === SILENCE_MS) fail();
  }, EVERY_MS);
  child.on('message', () => (silentMs = 0));
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM']) {
    process.on(signal, () => {
      code = 128 + constants.signals[signal];
      child.kill(signal);
      setTimeout(endAll, END_MS, child, folder);
    });
  }
  child.once('error', failToStart);
  child.once('exit', (itsCode, signal) => {
    // A program that a signal ends does not end its own processes.
    if (signal !== null) endAll(child, folder);
    process.exit(code ?? itsCode ?? 128 + constants.signals[signal]);
  });
}

/** Ends the program, all its descendants, and all processes with files in its folder. */
function endAll(child, folder) {
  const all = listProcesses();
  const descendantsOf = (pid) =>
    all
      .filter(({ parent }) => parent === pid)
      .flatMap((each) => [each, ...descendantsOf(each.pid)]);
  const strays = all.filter(({ command }) => command.includes(folder));
  for (const { pid } of [child, ...descendantsOf(child.pid), ...strays]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // The process has just ended.
    }
  }
  if (process.stdin.isTTY) spawnSync('stty', ['sane'], { stdio: ['inherit', 'ignore', 'ignore'] });
}

/** Returns all processes of this machine. Small containers have no `ps`, so Linux has its own way. */
function listProcesses() {
  if (process.platform === 'win32') return [];
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' });
    const lines = (stdout ?? '').matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm);
    return [...lines].map(([, pid, parent, command]) => ({
      pid: Number(pid),
      parent: Number(parent),
      command,
    }));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d/.test(name))
    .flatMap(readProcess);
}

function readProcess(pid) {
  try {
    // The name of the program can contain spaces and brackets. See proc_pid_stat(5).
    const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return [{ pid: Number(pid), parent: Number(parent), command }];
  } catch {
    return []; // the process has just ended
  }
}

launch(process.argv.slice(2)).catch(failToStart);
