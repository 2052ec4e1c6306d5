/**
 * Tests of the explorer and of the page of a class in a real browser. They need Debian's `chromium`, and the packages that
 * `npm ci --prefix explorer/browser` installs. If something is missing, a message says that the
 * tests are skipped.
 */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] },
  globalSetup: '<rootDir>/../../tests/setup/compile.ts',
  globalTeardown: '<rootDir>/../../tests/setup/remove.ts',
  // This is only an upper limit. The tests wait for conditions.
  testTimeout: 120_000,
  // One file runs at a time, because `many.test.ts` measures how long the page's tasks take.
  maxWorkers: 1,
};
