const ZEROS = '0'.repeat(60);
const ONES = 'f'.repeat(60);
const EIGHTH = '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc';
const OTHER_EIGHTH = 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03';

/** All encodings of the points of small order. Such a point has at most eight multiples. */
const SMALL = new Set([
  ...['00', '01'].flatMap((low) => [`${low}${ZEROS}00`, `${low}${ZEROS}80`]),
  ...['ec', 'ed', 'ee'].flatMap((low) => [`${low}${ONES}7f`, `${low}${ONES}ff`]),
  ...['05', '85'].map((high) => EIGHTH + high),
  ...['7a', 'fa'].map((high) => OTHER_EIGHTH + high),
]);

/**
 * True for a point of small order. A public key is a point, and so is the first half of a
 * signature. Honest keys and signatures never contain such a point, and anyone can sign for such a
 * key. Some versions of Node accept such a point, and others refuse it (nodejs/node#64026). One
 * block with such a point would split the network.
 *
 * @param point 64 lower-case hex digits
 */
export function isSmallOrder(point: string): boolean {
  return SMALL.has(point);
}
