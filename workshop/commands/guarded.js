// Runs a program for `launchGuarded.js`, which sends the compiled program: node guarded.js PROGRAM ARGS
'use strict';
const { runBundle } = require('./bundleProgram.js');

const EVERY_MS = 1000;

const [, , program, ...argv] = process.argv;
const report = () => process.connected && process.send('working');
process.once('disconnect', () => process.exit(1));
process.once('message', (text) => {
  process.channel.unref();
  report();
  setInterval(report, EVERY_MS).unref();
  runBundle(text, program, argv);
});
