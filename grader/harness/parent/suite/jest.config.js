const { accessSync, constants, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const PACKAGES = resolve(__dirname, '../../../../node_modules');

/** Returns the folder for compiled suites. Other users must not be able to write there. */
function cacheFolder() {
  try {
    accessSync(PACKAGES, constants.W_OK);
    const isOurs = process.getuid === undefined || statSync(PACKAGES).uid === process.getuid();
    if (isOurs) return join(PACKAGES, '.cache', 'cantor');
  } catch {
    // The folder is read-only.
  }
  return join(tmpdir(), 'jest_cantor');
}

/**
 * For the suites that grade a student's steps. Only `npm run grade` runs them, not Jest's command.
 */
module.exports = {
  rootDir: '../../../steps',
  // With <rootDir>, `testMatch` fails in a folder `[x]`, and on Windows in `.x` or `(x)`.
  testRegex: ['suite\\.test\\.ts$'],
  testEnvironment: `${__dirname}/StepEnvironment.ts`,
  testSequencer: `${__dirname}/InOrder.js`,
  cacheDirectory: cacheFolder(),
  transform: { '^.+\\.ts$': `${__dirname}/compileSuite.js` },
  // Jest prints nothing, because the grader writes the report.
  reporters: [],
  // A check has its own deadline. This deadline ends a broken suite.
  testTimeout: 120_000,
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
};
