import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';

/**
 * Ways to a module of Node. Each line gets the module `v8`, which is closed on each version, or
 * code that can import it.
 */
const WAYS = [
  "load('v8')",
  "load('node:v8')",
  "process.getBuiltinModule('v8')",
  "Module._load('v8')",
  "module.require('v8')",
  "require.main.require('v8')",
  "Module.createRequire(__filename)('v8')",
  "load('module').createRequire(__filename)('v8')",
  "load({ toString: () => (asked++ % 2 === 0 ? 'fs' : 'v8') })",
  "process.getBuiltinModule({ toString: () => (asked++ % 2 === 0 ? 'fs' : 'v8') })",
  "process.binding('v8')",
  "new Function('return process.mainModule.require(\\'v8\\')')()",
  "load('vm').runInThisContext('import(\\'v8\\')', { importModuleDynamically: () => undefined })",
  // These replace what the guard could use.
  "with_(Reflect, 'apply', (f: any) => f('v8'), () => load('fs'))",
  "with_(Set.prototype, 'has', () => true, () => load('v8'))",
  "with_(Array.prototype, 'includes', () => true, () => load('v8'))",
  "with_(String.prototype, 'replace', () => 'fs', () => load('v8'))",
  "with_(Object, 'keys', (module: any) => { throw module; }, () => load('v8'))",
  "with_(Module, '_resolveFilename', () => 'v8', () => load('any'))",
  "with_(Module, '_cache', {}, () => load('v8'))",
  // These run a text.
  "with_(fs, 'readFileSync', () => TEXT, () => new Module('a')._compile(TEXT, __filename))",
  "with_(fs, 'readFileSync', () => TEXT, () => { delete require.cache[__filename]; load(__filename); })",
  ...['.js', '.cjs', '.mjs', '.ts', '.node'].map(
    (kind) =>
      `with_(fs, 'readFileSync', () => TEXT, () => require.extensions['${kind}'](new Module('a'), __dirname + '/a${kind}'))`,
  ),
  "(Module.wrap = () => TEXT, load(__dirname + '/driver.cjs'))",
  "(Module.wrapper[0] = TEXT, delete require.cache[__dirname + '/driver.cjs'], load(__dirname + '/driver.cjs'))",
  "with_(fs, 'readFileSync', () => TEXT, () => Module.runMain(__dirname + '/a.mjs'))",
  "with_(fs, 'readFileSync', () => TEXT, () => Module._preloadModules([__dirname + '/a.mjs']))",
  "setTimeout('import(\\'v8\\')')",
];

/** Attacks that use modules of Node that no step needs. */
export const MODULES: Attack[] = [
  {
    name: 'looks for a way to a closed module',
    step: 'hashBlock',
    source: emptyFile(
      'hashBlock',
      `const fs = load('fs');
      const Module: any = module.constructor;
      let asked = 0;
      const TEXT = "module.exports = globalThis.found = import('v8').then((v8) => { globalThis.v8 = v8; });";
      function with_(owner: any, name: string, value: unknown, run: () => unknown): unknown {
        const before = owner[name];
        owner[name] = value;
        try { return run(); } finally { owner[name] = before; }
      }
      function works(v8: any): boolean {
        try { return v8.getHeapStatistics().heap_size_limit > 0; } catch { return false; }
      }
      const open: string[] = [];
      const ways: Array<() => unknown> = [${WAYS.map((way) => `() => ${way}`).join(',\n')}];
      for (const [at, way] of ways.entries()) {
        let found: unknown;
        try { found = way(); } catch (error) { found = error; }
        if (works(found) || (globalThis as any).found !== undefined) open.push(String(at));
        (globalThis as any).found = undefined;
        if (found instanceof Promise) found.catch(() => undefined);
      }`,
      "throw new Error('open ways: ' + (open.join() || 'none'));",
    ),
    message: /open ways: none/,
  },
];
