// Runs a compiled program for `launchGuarded.js`: node guarded.js BUNDLE PROGRAM ARGS
'use strict';
const { readFileSync } = require('node:fs');
const { runBundle } = require('./bundleProgram.js');

const EVERY_MS = 1000;

const report = () => process.connected && process.send('working');
report();
setInterval(report, EVERY_MS).unref();
process.once('disconnect', () => process.exit(1));
process.channel.unref();

const [, , bundle, program, ...argv] = process.argv;
runBundle(readFileSync(bundle, 'utf8'), program, argv);
