// Runs in a pseudo-terminal, starts the program there, and tells what the terminal is like before
// and after it. Plain JavaScript, so that no compiler's start counts as the program's.
'use strict';
const { spawn, spawnSync } = require('node:child_process');

const mode = () => spawnSync('stty', ['-g'], { stdio: ['inherit', 'pipe', 'ignore'] }).stdout;
const tell = (what) => process.stdout.write(`<<${JSON.stringify(what)}>>\r\n`);

// Ctrl-C goes to everybody in a terminal, and is meant for the program.
process.on('SIGINT', () => {});

const before = String(mode());
const program = spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit' });
tell({ pid: program.pid });
program.on('exit', (code, signal) => {
  tell({ code, signal, isRestored: String(mode()) === before });
});
