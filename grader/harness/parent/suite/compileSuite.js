'use strict';
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const TSCONFIG = join(__dirname, '..', '..', '..', 'tsconfig.json');
const SETTINGS = [TSCONFIG, join(__dirname, '..', '..', '..', '..', 'tsconfig.json')]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const VERSIONS = ['ts-jest', 'typescript']
  .map((name) => require(`${name}/package.json`).version)
  .join(' ');

let tsJest;

/** Loads ts-jest, which takes as long as an empty run of Jest. */
function load() {
  tsJest ??= require('ts-jest').default.createTransformer({ tsconfig: TSCONFIG });
  return tsJest;
}

/** Compiles suites with ts-jest. Loads ts-jest only for files that changed. */
module.exports = {
  // With `isolatedModules`, the result depends only on these.
  getCacheKey: (source, path, { instrument, transformerConfig }) =>
    createHash('sha256')
      .update(JSON.stringify([source, path, instrument, transformerConfig, SETTINGS, VERSIONS]))
      .digest('hex'),
  process: (source, path, options) => load().process(source, path, options),
};
