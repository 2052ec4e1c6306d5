/** Makes Jest run the suites in the order of the course, in which they are named to it. */
module.exports = class InOrder {
  sort(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
