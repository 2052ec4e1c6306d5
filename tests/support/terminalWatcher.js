// Runs in a pseudo-terminal, and starts the program there. Reports how the program ends, and
// whether the mode of the terminal is then the same as at the start. This file is plain JavaScript,
// because JavaScript needs no compiler.
'use strict';
const { spawn, spawnSync } = require('node:child_process');

const mode = () => spawnSync('stty', ['-g'], { stdio: ['inherit', 'pipe', 'ignore'] }).stdout;
const report = (what) => process.stdout.write(`<<${JSON.stringify(what)}>>\r\n`);

// Ctrl-C reaches all processes in a terminal. Only the program must react to Ctrl-C.
process.on('SIGINT', () => {});

const before = String(mode());
const program = spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit' });
report({ pid: program.pid });
program.on('exit', (code, signal) => {
  report({ code, signal, isRestored: String(mode()) === before });
});
