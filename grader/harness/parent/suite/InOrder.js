/** Makes Jest run the suites in the order of their paths, which is the order of the course. */
module.exports = class InOrder {
  sort(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
