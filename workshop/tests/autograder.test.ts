import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { openPromise } from 'yauzl';
import { ROOT } from '../../grader/course/parts';
import { cleanEnvironment, privateFolder } from '../../tests/support/command';
import { autograderFiles } from '../autograder/autograderFiles';
import { writeArchive } from '../autograder/writeArchive';

interface Results {
  score: number;
  max_score?: number;
  output: string;
  stdout_visibility: string;
  tests: {
    name: string;
    output: string;
    score: number;
    max_score: number;
    status: string;
    visibility: string;
  }[];
}

let root: string;

/** Unpacks an archive with its permissions, as Gradescope does. */
async function unpack(archive: string, folder: string): Promise<string[]> {
  const zip = await openPromise(archive);
  const paths: string[] = [];
  for await (const entry of zip.eachEntry()) {
    const file = join(folder, entry.fileName);
    mkdirSync(dirname(file), { recursive: true });
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    writeFileSync(file, Buffer.concat(parts), { mode: entry.externalFileAttributes >>> 16 });
    paths.push(entry.fileName);
  }
  return paths;
}

/** Puts files into the folder of the submission, instead of the last submission. */
function submit(files: Readonly<Record<string, string>>): void {
  const folder = join(root, 'submission');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Runs `run_autograder`, and returns its report. */
function grade(more: Record<string, string> = {}): Promise<Results> {
  const env = cleanEnvironment(privateFolder(), { AUTOGRADER_ROOT: root, ...more });
  rmSync(join(root, 'results'), { recursive: true, force: true });
  mkdirSync(join(root, 'results'));
  chmodSync(join(root, 'results'), 0o777);
  return new Promise((resolve, reject) => {
    execFile(join(root, 'run_autograder'), { cwd: root, env }, (error, out, err) => {
      if (error !== null) reject(new Error(`${error.message}\n${out}\n${err}`));
      else resolve(JSON.parse(readFileSync(join(root, 'results/results.json'), 'utf8')) as Results);
    });
  });
}

/** Runs `npm run autograder:zip`. */
function runZip(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const program = ['-r', 'ts-node/register/transpile-only', 'workshop/commands/autograderZip.ts'];
  const env = cleanEnvironment(privateFolder());
  return new Promise((resolve) => {
    execFile(process.execPath, [...program, ...words], { cwd: ROOT, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

const solutionOf = (name: string): string =>
  readFileSync(join(ROOT, 'solution', `${name}.ts`), 'utf8');
const stubOf = (name: string): string => readFileSync(join(ROOT, 'starter', `${name}.ts`), 'utf8');

beforeAll(async () => {
  root = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'autograder-'));
  const archive = join(root, 'autograder.zip');
  await writeArchive(autograderFiles(ROOT, ['step1', 'step2'], undefined), archive);
  const paths = await unpack(archive, join(root, 'source'));
  expect(paths).toEqual(expect.arrayContaining(['setup.sh', 'run_autograder', 'steps.txt']));
  expect(
    paths.filter((path) => /node_modules|\.git\/|course\/starter|\/tests\/|\.kept/.test(path)),
  ).toEqual([]);
  copyFileSync(join(root, 'source/run_autograder'), join(root, 'run_autograder'));
  // `setup.sh` installs the packages.
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'source/course/node_modules'));
});

it('both scripts can be executed', () => {
  for (const name of ['setup.sh', 'run_autograder']) {
    expect(statSync(join(root, 'source', name)).mode & 0o777).toBe(0o755);
  }
});

it('the same files give the same archive', async () => {
  const archives = ['a.zip', 'b.zip'].map((name) => join(root, name));
  const files = autograderFiles(ROOT, [], '# none\n').slice(0, 30);
  for (const archive of archives) await writeArchive(files, archive);
  expect(readFileSync(archives[0]).equals(readFileSync(archives[1]))).toBe(true);
});

it.each(['', 'starter/', 'cantor-main/starter/'])(
  'a submission with one right step gets the points of this step (%s)',
  async (folder) => {
    submit({
      [`${folder}hashBlock.ts`]: solutionOf('hashBlock'),
      [`${folder}createGenesisBlock.ts`]: `${stubOf('createGenesisBlock')}}`,
    });
    const results = await grade();
    expect(results).toMatchObject({ score: 10, max_score: 20, stdout_visibility: 'hidden' });
    const told = results.tests.filter(({ output }) => output.includes('starter/createG'));
    expect(told.map(({ output }) => output)).toEqual([expect.stringMatching(/Block\.ts:\d+: /)]);
    expect(JSON.stringify(results)).not.toContain('submission/');
    const states = results.tests.map(({ name, status }) => `${name.slice(0, 6)} ${status}`);
    expect([...new Set(states)]).toEqual(['Step 1 passed', 'Step 2 failed']);
  },
);

it('the reference in a submission is not graded', async () => {
  submit({ 'solution/hashBlock.ts': solutionOf('hashBlock') });
  expect((await grade()).output).toMatch(/^There is no step file/);
  submit({
    'solution/hashBlock.ts': solutionOf('hashBlock'),
    'work/hashBlock.ts': stubOf('hashBlock'),
  });
  expect(await grade()).toMatchObject({ score: 0, max_score: 20 });
});

it('only root can write into the folder of the report, and only the report is left', async () => {
  submit({ 'notes.txt': '' });
  await grade();
  expect(statSync(join(root, 'results')).mode & 0o777).toBe(0o755);
  expect(readdirSync(join(root, 'results'))).toEqual(['results.json']);
});

it('hidden checks stay hidden', async () => {
  const file = join(root, 'source/hide.txt');
  writeFileSync(file, `# checks\nstep1\n`);
  submit({ 'hashBlock.ts': solutionOf('hashBlock') });
  const { tests } = await grade();
  rmSync(file);
  const hidden = tests.filter(({ visibility }) => visibility === 'hidden');
  expect(hidden.length).toBeGreaterThan(0);
  expect(hidden.every(({ name }) => name.startsWith('Step 1'))).toBe(true);
});

it.each<[string, () => void, Record<string, string>, RegExp]>([
  [
    'there is no step file',
    () => submit({ 'notes.txt': '' }),
    {},
    /^There is no step file, such as hashBlock\.ts/,
  ],
  [
    'the time is over',
    () => submit({ 'hashBlock.ts': '' }),
    { AUTOGRADER_SECONDS: '0.01' },
    /^The grader needed more than 0\.01 seconds/,
  ],
  [
    'the time is over after the grader has begun its report',
    () => {
      submit({ 'hashBlock.ts': '' });
      writeFileSync(
        join(root, 'source/course/workshop/commands/launchGuarded.js'),
        `const path = process.argv.find((word) => word.startsWith('gradescope=')).slice(11);
         require('node:fs').writeFileSync(path, '{ "score": 0, "output": "did not end", "tests": [] }');
         setInterval(() => {}, 1000);`,
      );
    },
    { AUTOGRADER_SECONDS: '5' },
    /^The grader needed more than 5 seconds, .* an endless loop: .* tell your instructor\.$/,
  ],
  [
    'the memory is full',
    () => {
      submit({ 'hashBlock.ts': '' });
      writeFileSync(
        join(root, 'source/course/workshop/commands/launchGuarded.js'),
        'process.exit(137)',
      );
    },
    {},
    /^The grader needed more than 540 seconds, or too much memory/,
  ],
  [
    'the grader does not work',
    () => {
      submit({ 'hashBlock.ts': '' });
      writeFileSync(
        join(root, 'source/course/workshop/commands/launchGuarded.js'),
        'process.exit(7)',
      );
    },
    {},
    /^The grader failed \(exit code 7\)\. This does not count against you/,
  ],
  [
    'the packages are not installed',
    () => rmSync(join(root, 'source/course/node_modules')),
    {},
    /^The autograder is not set up/,
  ],
])('there is a report if %s', async (_name, prepare, env, output) => {
  prepare();
  const results = await grade(env);
  expect(results).toMatchObject({ score: 0, tests: [], stdout_visibility: 'hidden' });
  expect(results.output).toMatch(output);
});

it('setup.sh pins what it installs, and downloads only from the registry', () => {
  const script = readFileSync(join(ROOT, 'workshop/autograder/setup.sh'), 'utf8');
  expect(script).toMatch(/^node_version=\d+\.\d+\.\d+$/m);
  expect(script).toMatch(/^npm_version=\d+\.\d+\.\d+$/m);
  expect(script.match(/_sum=[0-9a-f]{128}$/gm)).toHaveLength(3);
  expect(script).toContain('sha512sum --check');
  expect(script.match(/https?:\/\/[^/"]+/g)).toEqual(['https://registry.npmjs.org']);
});

it.each([
  [['nonsense'], /^"nonsense" means nothing here; see npm run autograder:zip help\n$/],
  [
    ['hide', 'nowhere.txt'],
    /^--hide cannot read nowhere\.txt \(ENOENT\); see npm run autograder:zip help\n$/,
  ],
])('autograder:zip refuses %j in one line', async (words, line) => {
  expect(await runZip(...words)).toEqual({ code: 2, out: '', err: expect.stringMatching(line) });
});

it('autograder:zip explains itself in 60 columns', async () => {
  const { code, out, err } = await runZip('help');
  expect([code, err]).toEqual([0, '']);
  expect(Math.max(...out.split('\n').map((text) => text.length))).toBeLessThanOrEqual(60);
});
