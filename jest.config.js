/** The workshop's own tests; the suites that grade a student's steps have a configuration of their own. */
module.exports = {
  testMatch: ['<rootDir>/{tests,grader/tests,workshop/tests,explorer/tests}/**/*.test.ts'],
  // Those that take long or need the whole machine: see jest.slow.config.js.
  testPathIgnorePatterns: ['/grader/tests/(attacks|capstone)\\.test', '/workshop/tests/labs\\.test'],
  transform: { '^.+\\.ts$': 'ts-jest' },
  globalSetup: '<rootDir>/tests/setup/compile.ts',
  globalTeardown: '<rootDir>/tests/setup/remove.ts',
  // Only a limit: what a test waits for, it waits for by condition.
  testTimeout: 300_000,
  maxWorkers: 2,
};
