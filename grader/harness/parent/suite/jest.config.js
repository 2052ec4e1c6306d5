/** For the suites that grade a student's steps. Only `npm run grade` runs them, not Jest's command. */
module.exports = {
  rootDir: '../../../steps',
  // Not `testMatch` with <rootDir>: its glob fails in a folder `[x]`, and on Windows in `.x` or `(x)`.
  testRegex: ['suite\\.test\\.ts$'],
  testEnvironment: `${__dirname}/StepEnvironment.ts`,
  testSequencer: `${__dirname}/InOrder.js`,
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/../../tsconfig.json' }] },
  // The grader writes the report: Jest prints nothing.
  reporters: [],
  // A check has its own deadline. This one ends a suite that is broken.
  testTimeout: 120_000,
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
};
