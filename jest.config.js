/**
 * The tests of the workshop itself. The suites that grade students' steps have their own
 * configuration.
 */
module.exports = {
  // Each folder has its own pattern, because `<rootDir>/{tests,…}` fails on Windows. There Jest
  // reads the `\` before the `{` as an escape.
  testMatch: ['tests', 'grader/tests', 'workshop/tests', 'simulator/tests', 'explorer/tests'].map(
    (folder) => `<rootDir>/${folder}/**/*.test.ts`,
  ),
  // `npm run test:slow` runs these tests: the first group with `jest.alone.config.js`, because they
  // need the whole machine, and the second group with `jest.slow.config.js`.
  testPathIgnorePatterns: [
    '/tests/network/faults\\.test|/grader/tests/(attacks|capstone|hostileAnswers|idleFiles)\\.test',
    '/tests/program/(ownParts|processes)\\.test|/grader/tests/grade\\.test|/workshop/tests/(attackLabs|autograder|commands|container|coursePage|gradeClass|inspect|labs|launchGuarded|scenes|tryFiles|update|walk)\\.test',
  ],
  transform: { '^.+\\.ts$': 'ts-jest' },
  globalSetup: '<rootDir>/tests/setup/compile.ts',
  globalTeardown: '<rootDir>/tests/setup/remove.ts',
  // This is only a limit. Tests wait for conditions.
  testTimeout: 300_000,
  maxWorkers: 2,
};
