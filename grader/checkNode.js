// Loaded before anything else, and written so that even a very old Node can read it.
'use strict';
var wanted = require('../package.json').engines.node.replace('>=', '');
var have = process.versions.node.split('.').map(Number);
var want = wanted.split('.').map(Number);
if (have[0] < want[0] || (have[0] === want[0] && have[1] < want[1])) {
  console.error(
    'Cantor needs Node ' +
      wanted +
      ' or newer; this is Node ' +
      process.versions.node +
      '. See https://nodejs.org',
  );
  process.exit(2);
}
