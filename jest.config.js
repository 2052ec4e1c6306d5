/** The workshop's own tests; the suites that grade a student's steps have a configuration of their own. */
module.exports = {
  testMatch: ['<rootDir>/{grader,explorer}/tests/**/*.test.ts'],
  // Those that take long or need the whole machine: see jest.slow.config.js.
  testPathIgnorePatterns: ['/tests/labs', '/tests/capstone', '/tests/attacks'],
  transform: { '^.+\\.ts$': 'ts-jest' },
  globalSetup: '<rootDir>/grader/tests/setup/compile.ts',
  globalTeardown: '<rootDir>/grader/tests/setup/remove.ts',
  // Only a limit: what a test waits for, it waits for by condition.
  testTimeout: 120_000,
  maxWorkers: 2,
};
