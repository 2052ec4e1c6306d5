const { testPathIgnorePatterns: slow, ...usual } = require('./jest.config.js');

/** The tests that take long or need the whole machine. They run one file after the other. */
module.exports = {
  ...usual,
  testRegex: slow.map((path) => `${path}\\.ts$`),
  testMatch: undefined,
  maxWorkers: 1,
};
