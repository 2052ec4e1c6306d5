// Each command loads this file first. Even a very old Node must be able to read it.
'use strict';
var engines = require('../../package.json').engines.node; // such as "^20.19 || >=22.13"
var have = process.versions.node.split('.').map(Number);
var isSupported = engines.split(' || ').some(function (range) {
  var lowest = range.replace(/^\D+/, '').split('.').map(Number);
  if (have[0] === lowest[0]) return have[1] >= lowest[1];
  return range.charAt(0) === '>' && have[0] > lowest[0];
});
if (!isSupported) {
  console.error(
    'Cantor needs Node ' +
      engines.replace('^', '').replace(' || >=', ' or ') +
      ' or newer; this is Node ' +
      process.versions.node +
      '. See https://nodejs.org',
  );
  process.exit(2);
}
