const { testPathIgnorePatterns, ...usual } = require('./jest.config.js');

const [alone] = testPathIgnorePatterns;

/** The tests that take long and need the whole machine. They run one file after the other. */
module.exports = { ...usual, testRegex: `(${alone})\\.ts$`, testMatch: undefined, maxWorkers: 1 };
