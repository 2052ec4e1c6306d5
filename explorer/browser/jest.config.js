/**
 * The stories of the explorer in a real browser. They need Debian's `chromium` and what
 * `npm ci --prefix explorer/browser` fetches; without either they are skipped, and say so.
 */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] },
  globalSetup: '<rootDir>/../../tests/setup/compile.ts',
  globalTeardown: '<rootDir>/../../tests/setup/remove.ts',
  // Only a limit: what a story waits for, it waits for by condition.
  testTimeout: 60_000,
  // One at a time: one of them measures how long the page's tasks are.
  maxWorkers: 1,
};
