// Runs a TypeScript program for `runInDebugger.ts`: node --inspect=HOST:PORT debugged.js PROGRAM
// The program begins when a debugger attaches. Node has the options `--inspect-brk` and
// `--inspect-wait` for this. But the program's threads inherit these options, and then wait without
// end if the debugger does not know threads.
'use strict';
const { waitForDebugger } = require('node:inspector');
const { resolve } = require('node:path');

const [node, , program, ...argv] = process.argv;
process.argv = [node, resolve(program), ...argv];
// `runInDebugger.ts` reads this line.
process.stderr.write('The program waits.\n');
waitForDebugger();
require('ts-node/register/transpile-only');
require('../student/stopForDebugger.ts');
require(process.argv[1]);
