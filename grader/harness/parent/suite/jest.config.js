const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * For the suites that grade a student's steps. Only `npm run grade` runs them, not Jest's command.
 */
module.exports = {
  rootDir: '../../../steps',
  // With <rootDir>, `testMatch` fails in a folder `[x]`, and on Windows in `.x` or `(x)`.
  testRegex: ['suite\\.test\\.ts$'],
  testEnvironment: `${__dirname}/StepEnvironment.ts`,
  testSequencer: `${__dirname}/InOrder.js`,
  // The compiled suites stay. Other temporary files are removed at the end.
  cacheDirectory: join(process.env.CANTOR_CACHE ?? tmpdir(), 'jest_cantor'),
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/../../tsconfig.json' }] },
  // Jest prints nothing, because the grader writes the report.
  reporters: [],
  // A check has its own deadline. This deadline ends a broken suite.
  testTimeout: 120_000,
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
};
