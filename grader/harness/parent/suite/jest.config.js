/** The suites that grade a student's steps; `npm run grade` runs them, never Jest's own command. */
module.exports = {
  rootDir: '../../../steps',
  testMatch: ['<rootDir>/*/suite.test.ts'],
  testEnvironment: `${__dirname}/StepEnvironment.ts`,
  testSequencer: `${__dirname}/InOrder.js`,
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/../../tsconfig.json' }] },
  // Nothing of Jest's own is shown: the grader writes the report.
  reporters: [],
  // A check has its own deadline; this one only ends a suite that is broken.
  testTimeout: 120_000,
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
};
