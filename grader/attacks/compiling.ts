import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';

/** Names a source map for the code. Without care, the compiler reads this file. */
const mappedBy = (file: string): string => `//# sourceMappingURL=${file}\n`;

/** Windows has no `mkfifo`. */
const WITH_PIPES: NodeJS.Platform[] = ['linux', 'darwin'];

/** Attacks on the compilers, which read a submission outside of the sandbox. */
export const COMPILING: Attack[] = [
  {
    name: 'names a source map that never ends',
    step: 'hashBlock',
    source: emptyFile('hashBlock', '') + mappedBy('/dev/zero'),
    message: /undefined/,
  },
  {
    name: 'has an earlier step with a source map that never ends',
    step: 'createGenesisBlock',
    source: emptyFile('createGenesisBlock', ''),
    prepare: (folder) =>
      writeFileSync(
        join(folder, 'hashBlock.ts'),
        emptyFile('hashBlock', '') + mappedBy('file:///dev/zero'),
      ),
    message: /undefined/,
  },
  {
    name: 'names a pipe as its source map',
    step: 'mine',
    source: emptyFile('mine', '') + mappedBy('pipe'),
    prepare: (folder) => execFileSync('mkfifo', [join(folder, 'pipe')]),
    on: WITH_PIPES,
    message: /undefined/,
  },
  ...['package.json', 'tsconfig.json'].map((file): Attack => ({
    name: `has a pipe with the name ${file}`,
    step: 'ledger',
    source: emptyFile('ledger', ''),
    prepare: (folder) => {
      rmSync(join(folder, file), { force: true });
      execFileSync('mkfifo', [join(folder, file)]);
    },
    on: WITH_PIPES,
    message: /undefined/,
  })),
  {
    name: 'has settings that make the compiler quote another file',
    step: 'validateBlock',
    source: emptyFile('validateBlock', ''),
    prepare: (folder) =>
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '/etc/hostname' })),
    // The settings are not read, so the file compiles.
    message: /undefined/,
  },
  {
    name: 'has a constant that doubles with each line',
    step: 'hashBlock',
    source: `enum E { a0 = '${'x'.repeat(64)}',
      ${Array.from({ length: 40 }, (_, i) => `a${i + 1} = a${i} + a${i},`).join(' ')} }
      export const blockPrefix = E;`,
    // On other systems, the memory of the compiler has no limit.
    on: ['linux'],
    message: /took more than 512 MiB of memory|took more than 5 seconds/,
  },
  {
    name: 'is a long list in brackets, which takes the compiler very long',
    step: 'mine',
    source: `export const a: any = (${'a,'.repeat(65_000)}a);\n`,
    message: /took more than 5 seconds/,
  },
  {
    name: 'compiles to more than any step',
    step: 'mine',
    source: `enum E { a0 = '${'x'.repeat(64)}',
      ${Array.from({ length: 10 }, (_, i) => `a${i + 1} = a${i} + a${i},`).join(' ')} }
      export const meetsDifficulty = [${'E.a10, '.repeat(1000)}];`,
    message: /longer than 8 MiB|more than 512 MiB of memory/,
  },
];
