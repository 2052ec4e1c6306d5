/** Has Jest run the suites in the order in which they were asked for: that of the course. */
module.exports = class InOrder {
  sort(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
