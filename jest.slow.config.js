const { testPathIgnorePatterns, ...usual } = require('./jest.config.js');

const [, slow] = testPathIgnorePatterns;

/** The tests that take long. Two files can run at the same time. */
module.exports = { ...usual, testRegex: `(${slow})\\.ts$`, testMatch: undefined };
