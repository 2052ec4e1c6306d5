// Runs a TypeScript program: node workshop/commands/launch.js workshop/commands/grade.ts ARGS
// esbuild compiles the program and all its imports in 30 ms. ts-node needs 300 ms. To see errors
// with lines of TypeScript, run the program with `ts-node -T` instead.
'use strict';
require('./checkNode.js');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, resolve } = require('node:path');
const { compileFunction } = require('node:vm');

/**
 * Gives each file its own `__dirname`. Without this, all files in a bundle would have the same
 * `__dirname`.
 */
const ownFolders = {
  name: 'own folders',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!/\b__dirname\b/.test(source)) return undefined;
      const folder = JSON.stringify(dirname(path));
      return { contents: `const __dirname = ${folder}; ${source}`, loader: 'ts' };
    });
  },
};

async function launch(program) {
  const { build } = require('esbuild');
  const file = resolve(program);
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    write: false,
    plugins: [ownFolders],
  });
  process.argv.splice(1, 1);
  const parameters = ['exports', 'require', 'module'];
  const run = compileFunction(outputFiles[0].text, parameters, { filename: file });
  const module = { exports: {} };
  run(module.exports, createRequire(file), module);
}

launch(process.argv[2]).catch((error) => {
  const missing = error.code === 'MODULE_NOT_FOUND';
  console.error(missing ? `${error.message.split('\n')[0]}: run npm install first` : error);
  process.exit(3);
});
