/**
 * Tests of the explorer in a real browser. They need Debian's `chromium`, and the packages that
 * `npm ci --prefix explorer/browser` installs. Without them they are skipped, with a message.
 */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] },
  globalSetup: '<rootDir>/../../tests/setup/compile.ts',
  globalTeardown: '<rootDir>/../../tests/setup/remove.ts',
  // Only an upper limit: each test waits for conditions.
  testTimeout: 120_000,
  // One file at a time: `many.test.ts` measures how long the page's tasks take.
  maxWorkers: 1,
};
