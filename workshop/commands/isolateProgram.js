'use strict';
const { spawn } = require('node:child_process');

/** How long the trial of bubblewrap can take, in milliseconds. It takes 20 ms on an idle machine. */
const TRIAL_MS = 5000;
/** @see https://github.com/containers/bubblewrap */
const ISOLATION = [
  ...['--dev-bind', '/', '/', '--proc', '/proc', '--unshare-net', '--unshare-pid'],
  ...['--die-with-parent', ...(process.getuid?.() === 0 ? ['--cap-add', 'ALL'] : []), '--'],
];

/**
 * Returns the beginning of a command line that runs a program with a network and processes of its
 * own. Returns an empty list if this machine cannot do it.
 */
exports.isolateProgram = async function isolateProgram() {
  if (process.platform !== 'linux' || process.env.CANTOR_ISOLATION === 'none') return [];
  // The program isolates its own processes too. Some systems forbid isolation inside isolation.
  const inner = ['bwrap', '--unshare-all', '--ro-bind', '/', '/', '--', process.execPath, '-v'];
  const trial = spawn('bwrap', [...ISOLATION, ...inner], { stdio: 'ignore', timeout: TRIAL_MS });
  const code = await new Promise((resolve) => trial.once('error', resolve).once('exit', resolve));
  return code === 0 ? ['bwrap', ...ISOLATION] : [];
};
