// Runs in a pseudo-terminal. Starts the program there, and reports how it ends and whether the
// terminal's mode is then the same as before. Plain JavaScript: it needs no compiler.
'use strict';
const { spawn, spawnSync } = require('node:child_process');

const mode = () => spawnSync('stty', ['-g'], { stdio: ['inherit', 'pipe', 'ignore'] }).stdout;
const report = (what) => process.stdout.write(`<<${JSON.stringify(what)}>>\r\n`);

// Ctrl-C reaches all processes in a terminal. Only the program must obey it.
process.on('SIGINT', () => {});

const before = String(mode());
const program = spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit' });
report({ pid: program.pid });
program.on('exit', (code, signal) => {
  report({ code, signal, isRestored: String(mode()) === before });
});
