// Runs a TypeScript program: node workshop/commands/launch.js workshop/commands/proof.ts ARGS
// To see errors with lines of TypeScript, run the program with `ts-node -T` instead.
'use strict';
require('./checkNode.js');
const { bundleProgram, failToStart, runBundle } = require('./bundleProgram.js');

const [, , program, ...argv] = process.argv;
bundleProgram(program)
  .then((text) => runBundle(text, program, argv))
  .catch(failToStart);
