import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { COURSE, handoutOf } from '../course/course';
import type { Step } from '../course/course';
import { derivedFiles } from '../course/generator/derivedFiles';
import { applyEdits } from '../course/generator/edits';
import { format } from '../course/generator/format';
import { starterFiles } from '../course/generator/starterFiles';
import { stubOf } from '../course/generator/stubOf';
import { ROOT, SOLUTION } from '../course/parts';

/** Makes a step for a test. The file of the step is `thing.ts`. */
function stepWith(...functions: string[]): Step<string> {
  return {
    number: 3,
    name: 'thing',
    title: '',
    functions,
    points: 1,
    minutes: 1,
    failedTries: 0,
    uses: [],
  };
}

/** Returns a stub, formatted as students get it. */
async function stub(source: string, step: Step<string>): Promise<string> {
  return format(stubOf(source, step));
}

function parsed(source: string): ts.SourceFile {
  return ts.createSourceFile('file.ts', source, ts.ScriptTarget.Latest, true);
}

/** Returns the names that a source declares but never uses, except for parameters. */
function unused(source: string): string[] {
  const file = parsed(source);
  const options = { noLib: true, noResolve: true, types: [], noUnusedLocals: true };
  const host = { ...ts.createCompilerHost(options), getSourceFile: () => file };
  const UNUSED = [6133, 6192, 6196, 6198, 6199];
  return ts
    .createProgram(['file.ts'], options, host)
    .getSemanticDiagnostics(file)
    .filter(({ code }) => UNUSED.includes(code))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

/** Returns the head of each function, by its name: the text from the doc comment to the body. */
function heads(source: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) {
      const head = source.slice(node.getStart(undefined, true), node.body?.getStart());
      found.set(node.name?.getText() ?? '', head);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed(source));
  return found;
}

/** Returns the exports of a file. Function bodies are removed. */
function exportsOf(source: string): string[] {
  return parsed(source)
    .statements.filter((statement) => /^export\b/.test(statement.getText()))
    .map((statement) =>
      ts.isFunctionDeclaration(statement) ? (statement.name?.text ?? '') : statement.getText(),
    );
}

/** Returns the step, the function and the handout of each stub in a text. */
function stubsIn(source: string): string[][] {
  const stubs = source.matchAll(
    /throw new NotImplemented\(\s*'([^']*)',\s*'([^']*)',\s*'([^']*)',?\s*\)/g,
  );
  return [...stubs].map(([, ...names]) => names);
}

describe.each(COURSE)('the stub of step $number, $name', (step) => {
  const solution = readFileSync(join(SOLUTION, `${step.name}.ts`), 'utf8');

  it('the stub throws NotImplemented in each function of the step, and only there', async () => {
    const result = await stub(solution, step);
    const expected = step.functions.map((name) => [`step${step.number}`, name, handoutOf(step)]);
    expect(stubsIn(result)).toEqual(expect.arrayContaining(expected));
    expect(result.match(/NotImplemented\(/g)).toHaveLength(step.functions.length);
    expect(result.match(/import \{ NotImplemented \}/g)).toHaveLength(1);
  });

  it('the stub keeps signatures and doc comments unchanged', async () => {
    const before = heads(solution);
    const after = heads(await stub(solution, step));
    for (const name of step.functions) {
      expect(before.get(name)).toContain(`@step ${step.number}`);
      expect(after.get(name)).toBe(before.get(name));
    }
  });

  it('the stub keeps the exports of the file', async () => {
    const withoutClasses = (statements: string[]): string[] =>
      statements.filter((text) => !text.startsWith('export class'));
    const after = exportsOf(await stub(solution, step));
    expect(withoutClasses(after)).toEqual(withoutClasses(exportsOf(solution)));
  });

  it('the stub has no code that only the removed bodies used', async () => {
    expect(unused(await stub(solution, step))).toEqual([]);
  });

  it('the stub of the stub is the same text', async () => {
    const once = await stub(solution, step);
    expect(await stub(once, step)).toBe(once);
  });
});

describe('stubOf', () => {
  it('stubOf drops a helper of two functions, and the code that only this helper used', async () => {
    const source = `import { far, near } from './supplied/places';
import type { Place } from './supplied/places';
import { Zebra } from './supplied/Zebra';

/** @step 3 */
export function first(): Place {
  return helper();
}

/** @step 3 */
export function second(): typeof near {
  return helper(new Zebra());
}

/** Goes as well. */
function helper(zebra?: Zebra): Place {
  return zebra ? helper() : other();
}

// Calls the one that calls it.
function other(): Place {
  return LIMIT > 1 ? helper() : far;
}

type Limit = number;

const LIMIT: Limit = 2;
`;
    expect(await stub(source, stepWith('first', 'second')))
      .toBe(`import { NotImplemented } from './supplied/NotImplemented';
import { near } from './supplied/places';
import type { Place } from './supplied/places';

/** @step 3 */
export function first(): Place {
  throw new NotImplemented('step3', 'first', 'exercises/03-thing.md');
}

/** @step 3 */
export function second(): typeof near {
  throw new NotImplemented('step3', 'second', 'exercises/03-thing.md');
}
`);
  });

  it('stubOf keeps the code for signatures, defaults, exported constants and other functions', async () => {
    const source = `import def, { a, b as c } from 'package';
import * as all from 'other';
import './effect';

/* What is exported
   stays as   it is. */
export const TABLE   = [ONE, c];

const ONE = 1;
const TWO = 2;
const THREE = 3;

interface Options { deep: Deep }
type Deep = string;

/** @step 3 */
export function f({ deep }: Options, two = TWO): void {
  console.log(deep, two, THREE, def, a, all);
}

export function untouched(): number {
  return   helper();
}

function helper(): number { return 4 }
`;
    const result = stubOf(source, stepWith('f'));
    expect(result.replace(/^.*NotImplemented.*\n/m, '')).toBe(
      source
        .replace('def, { a, b as c }', '{ b as c }')
        .replace("import * as all from 'other';\n", '')
        .replace('const THREE = 3;\n', '')
        .replace(
          '{\n  console.log(deep, two, THREE, def, a, all);\n}',
          "{\n throw new NotImplemented('step3', 'f', 'exercises/03-thing.md');\n}",
        ),
    );
    expect(unused(result)).toEqual([]);
  });

  it('stubOf distinguishes two variables with the same name', async () => {
    const source = `import { hash } from 'node:crypto';

const count = hash('x');
const shorthand = 1;
const limit = 2;

/** @step 3 */
export function f(hash: string): void {
  console.log(hash, count, limit);
}

export function g(count: { limit: number }): object {
  const { limit } = count;
  return { hash: count, limit, shorthand };
}
`;
    const result = await stub(source, stepWith('f'));
    expect(result).not.toMatch(/node:crypto|const count =|const limit =/);
    expect(result).toContain('const shorthand = 1;');
  });

  it('stubOf replaces methods, drops private members that only these methods used, and keeps constructors', async () => {
    const source = `import { Timer } from './Timer';
import { Worker } from './Worker';

/** A class. */
export class Thing {
  readonly name: string;
  /** Gone. */
  private timer?: Timer;
  #worker = new Worker();
  private readonly kept = 1;
  private taken = 2;

  constructor(private readonly options: object) {
    this.name = this.describe();
  }

  /**
   * Starts.
   *
   * @step 3
   */
  async start(): Promise<void> {
    this.timer = new Timer(this.#worker, this.options);
    this.again();
  }

  // Whether it runs.
  get isRunning(): boolean {
    const { taken } = this;
    return this.kept === taken;
  }

  /** @step 3 */
  stop(): void {
    this.again();
  }

  private describe(): string {
    return 'thing';
  }

  // Gone, with this comment.
  private again(): void {
    this.again();
  }
}
`;
    expect(await stub(source, stepWith('start', 'stop')))
      .toBe(`import { NotImplemented } from './supplied/NotImplemented';

/** A class. */
export class Thing {
  readonly name: string;
  private readonly kept = 1;
  private taken = 2;

  constructor(private readonly options: object) {
    this.name = this.describe();
  }

  /**
   * Starts.
   *
   * @step 3
   */
  async start(): Promise<void> {
    throw new NotImplemented('step3', 'start', 'exercises/03-thing.md');
  }

  // Whether it runs.
  get isRunning(): boolean {
    const { taken } = this;
    return this.kept === taken;
  }

  /** @step 3 */
  stop(): void {
    throw new NotImplemented('step3', 'stop', 'exercises/03-thing.md');
  }

  private describe(): string {
    return 'thing';
  }
}
`);
  });

  it('stubOf removes only the comments on removed code', async () => {
    const source = `// What this file is.

// On the helper.
/** And this. */
function helper(): void {} // behind it

// A remark that stands alone.

/** @step 3 */
export function f(): void {
  helper(); // inside
}
`;
    expect(await stub(source, stepWith('f'))).toBe(`// What this file is.

import { NotImplemented } from './supplied/NotImplemented';

// A remark that stands alone.

/** @step 3 */
export function f(): void {
  throw new NotImplemented('step3', 'f', 'exercises/03-thing.md');
}
`);
  });

  it.each([
    ['before a file with a later name', "import type { T } from './types';", [1, 0]],
    ['after a package', "import type { T } from 'types';", [0, 1]],
    ['after a file with an earlier name', "import type { T } from './mine';", [0, 1]],
  ])('stubOf puts the import %s', async (_where, line, order) => {
    const lines = (
      await stub(`${line}\n/** @step 3 */ export function f(t: T): void {}`, stepWith('f'))
    ).split('\n');
    const positions = [line, "import { NotImplemented } from './supplied/NotImplemented';"];
    expect(positions.map((text) => lines.indexOf(text))).toEqual(order);
  });

  describe('refuses', () => {
    const f = '/** @step 3 */ export function f(): void {}';
    it.each([
      [
        'a missing tag',
        `${f}\nexport function g(): void {}`,
        ['f', 'g'],
        /thing\.ts: g is a function of step 3 .*tagged @step 3/,
      ],
      ['a missing function', f, ['f', 'g'], /thing\.ts: g is a function of step 3/],
      [
        'a surplus tag',
        `${f}\n/** @step 3 */ export function g(): void {}`,
        ['f'],
        /thing\.ts: g is tagged @step 3, but .*course\.ts/,
      ],
      [
        'a wrong step number',
        f.replace('3', '4'),
        ['f'],
        /thing\.ts: f is tagged @step 4 instead of 3/,
      ],
      [
        'a missing step number',
        f.replace('3', ''),
        ['f'],
        /thing\.ts: f is tagged @step .*instead of 3/,
      ],
      [
        'a tag on a private function',
        f.replace('export ', ''),
        ['f'],
        /thing\.ts: f .*neither an exported function/,
      ],
      [
        'a tag on a constant',
        '/** @step 3 */ export const f = (): void => {};',
        ['f'],
        /thing\.ts: f .*neither an exported function/,
      ],
      [
        'a tag on a constructor',
        'export class A {\n/** @step 3 */ constructor() {} }',
        ['f'],
        /thing\.ts: constructor .*neither/,
      ],
      [
        'a method of a class that is not exported',
        'class A {\n/** @step 3 */ f() {} }',
        ['f'],
        /thing\.ts: f .*neither/,
      ],
      [
        'the same name twice',
        `${f}\nexport class A {\n/** @step 3 */ f() {} }`,
        ['f'],
        /thing\.ts: f is tagged 2 times/,
      ],
      ['text that is not TypeScript', `${f}\nexport function {`, ['f'], /thing\.ts:2: /],
    ])('stubOf refuses %s', (_what, source, functions, message) => {
      expect(() => stubOf(source, stepWith(...functions))).toThrow(message);
    });
  });
});

describe('applyEdits', () => {
  it('applyEdits inserts before it replaces at the same place, and refuses edits that overlap', () => {
    const edit = { start: 1, end: 3, text: 'X' };
    expect(applyEdits('abcd', [edit, { start: 1, end: 1, text: '+' }])).toBe('a+Xd');
    expect(() => applyEdits('abcd', [edit, { start: 2, end: 2, text: '+' }])).toThrow(RangeError);
  });
});

describe('with folders', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cantor-generate-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('the starter has whole copies of other files, with the same line ends everywhere', async () => {
    writeFileSync(join(folder, 'other.ts'), 'const  x = 1\r\nf()\r\n');
    writeFileSync(join(folder, 'index.ts'), 'the entry of the reference is no part of a starter');
    writeFileSync(join(folder, 'thing.ts'), '/** @step 3 */\r\nexport function f(): void {}\r\n');
    writeFileSync(join(folder, '.hidden'), '');
    const files = await starterFiles(folder, [stepWith('f')]);
    expect([...files.keys()]).toEqual(['other.ts', 'thing.ts']);
    expect(files.get('other.ts')).toBe('const  x = 1\nf()\n');
    expect(files.get('thing.ts')).not.toContain('\r');
  });

  it('starterFiles refuses a tag outside of a step, and a step without a file', async () => {
    await expect(starterFiles(folder, [stepWith('f')])).rejects.toThrow('thing.ts is missing');
    writeFileSync(join(folder, 'other.ts'), '/** @step 3 */ export function f(): void {}');
    await expect(starterFiles(folder, [])).rejects.toThrow(/other\.ts: f is tagged @step 3/);
  });

  it('npm run generate writes a starter that type-checks', () => {
    expect(generate('--out', folder).status).toBe(0);
    const config = { extends: join(ROOT, 'tsconfig.json'), include: [folder] };
    const typeRoots = [join(ROOT, 'node_modules', '@types')];
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const project = join(folder, 'tsconfig.json');
    writeFileSync(project, JSON.stringify({ ...config, compilerOptions: { typeRoots } }));
    execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', project]);
  });

  it('npm run generate check names files that differ, are missing, or should not be there', () => {
    generate('--out', folder);
    expect(generate('--check', '--out', folder)).toMatchObject({ status: 0, stderr: '' });

    appendFileSync(join(folder, 'mine.ts'), '\n');
    rmSync(join(folder, 'supplied', 'types.ts'));
    writeFileSync(join(folder, 'mine.2026.bak.ts'), '');
    const { status, stderr } = generate('--check', '--out', folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^should not be there: .*mine\.2026\.bak\.ts$/m);
    expect(stderr).toMatch(/^different: .*mine\.ts$/m);
    expect(stderr).toMatch(/^missing: .*supplied\/types\.ts$/m);
  });

  it('npm run generate overwrites work only with --force, and never deletes files', () => {
    generate('--out', folder);
    const own = 'export const mine = () => null;\n';
    writeFileSync(join(folder, 'mine.ts'), own);
    writeFileSync(join(folder, 'notes.ts'), own);
    const refused = generate('--out', folder);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/mine\.ts would be overwritten/);
    expect(readFileSync(join(folder, 'mine.ts'), 'utf8')).toBe(own);

    expect(generate('--force', '--out', folder).status).toBe(0);
    expect(readFileSync(join(folder, 'mine.ts'), 'utf8')).toContain("'step3', 'mine'");
    expect(readFileSync(join(folder, 'notes.ts'), 'utf8')).toBe(own);
  });

  it.each([['--nope'], ['word'], ['--out']])(
    'npm run generate refuses %s in one line, and exits with 2',
    (flag) => {
      const { status, stderr } = generate(flag);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^.+\n$/);
    },
  );
});

test('all other generated files are up to date (if not: npm run generate)', async () => {
  for (const [path, text] of await derivedFiles()) {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  }
});

/** Runs the command in the same way as a maintainer. */
function generate(...args: string[]): { status: number | null; stderr: string } {
  const command = [
    'node_modules/ts-node/dist/bin.js',
    '-T',
    'workshop/commands/generate.ts',
    ...args,
  ];
  return spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
}
