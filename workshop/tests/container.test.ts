import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../../grader/course/parts';
import { cleanEnvironment, privateFolder } from '../../tests/support/command';
import { coursePathsIn } from '../update/FolderFiles';

/** One line of a Dockerfile, with the comment above it. */
interface Instruction {
  name: string;
  words: string;
}

/** Returns the instructions of a Dockerfile. Lines that end with `\` go on in the next line. */
function instructionsOf(text: string): Instruction[] {
  return text
    .replace(/\\\n/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, words] = /^([A-Z]+) +(.*)$/.exec(line.replace(/ +/g, ' ')) ?? [];
      if (name === undefined) throw new Error(`this is no instruction: ${line}`);
      return { name, words };
    });
}

/** Returns the rules that a Dockerfile breaks. */
function faultsOf(text: string): string[] {
  const instructions = instructionsOf(text);
  const all = (name: string): string[] =>
    instructions.filter((each) => each.name === name).map(({ words }) => words);
  const known = ['FROM', 'RUN', 'COPY', 'WORKDIR', 'ENV', 'ENTRYPOINT', 'CMD', 'USER', 'LABEL'];
  const rules: [string, boolean][] = [
    ['only known instructions', instructions.every(({ name }) => known.includes(name))],
    ['one FROM, at the beginning', all('FROM').length === 1 && instructions[0].name === 'FROM'],
    ['a base image of an exact version', /^node:\d+\.\d+\.\d+-[a-z-]+$/.test(all('FROM')[0] ?? '')],
    ['no latest', !/\blatest\b/.test(text)],
    ['no ADD', all('ADD').length === 0],
    ['no download', !/\b(curl|wget)\b|https?:/.test(text.replace(/^#.*$/gm, ''))],
    ['no sudo', !/\bsudo\b/.test(text)],
    ['an absolute WORKDIR', all('WORKDIR').every((path) => path.startsWith('/'))],
    [
      'apt-get without recommended packages and without lists',
      all('RUN').every(
        (run) =>
          !run.includes('apt-get') ||
          /apt-get update && apt-get install -y --no-install-recommends .+ && rm -rf \/var\/lib\/apt\/lists\/\*$/.test(
            run,
          ),
      ),
    ],
    ['npm ci, not npm install', !/npm (i|install)\b/.test(text)],
    [
      'ENTRYPOINT and CMD as lists',
      [...all('ENTRYPOINT'), ...all('CMD')].every((words) => Array.isArray(JSON.parse(words))),
    ],
    [
      'USER, or the reason why there is none',
      all('USER').length > 0 || /^# There is no USER\. /m.test(text),
    ],
    [
      'packages before the course',
      instructions.findIndex(({ words }) => words.includes('npm ci')) <
        instructions.findIndex(({ name, words }) => name === 'COPY' && words === '. .'),
    ],
  ];
  return rules.filter(([, isKept]) => !isKept).map(([rule]) => rule);
}

/** True if `.dockerignore` leaves a path out. Knows only the patterns of our file. */
function isLeftOut(path: string): boolean {
  const patterns = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return patterns.some((pattern) => {
    const anywhere = pattern.startsWith('**/');
    const name = pattern.replace('**/', '').replaceAll('.', '\\.').replaceAll('*', '[^/]*');
    return new RegExp(`^${anywhere ? '(.*/)?' : ''}${name}(/|$)`).test(path);
  });
}

const DOCKERFILE = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

it('the Dockerfile keeps the rules', () => {
  expect(faultsOf(DOCKERFILE)).toEqual([]);
});

it.each([
  [/^FROM .*/m, 'FROM node:latest', 'no latest'],
  [/^FROM .*/m, 'FROM node:26', 'a base image of an exact version'],
  ['COPY . .', 'ADD https://example.org/course.tar /', 'no ADD'],
  ['RUN npm ci', 'RUN npm install', 'npm ci, not npm install'],
  ['# There is no USER.', '# No.', 'USER, or the reason why there is none'],
  [/CMD .*/, 'CMD ["latest"]', 'no latest'],
  [' --no-install-recommends', '', 'apt-get without recommended packages and without lists'],
  ['COPY .npmrc', 'COPY . .\nCOPY .npmrc', 'packages before the course'],
])('a Dockerfile with %s replaced by %j breaks a rule', (from, to, rule) => {
  const changed = DOCKERFILE.replace(from, to);
  expect(changed).not.toBe(DOCKERFILE);
  expect(faultsOf(changed)).toContain(rule);
});

it('the image gets the whole course, and nothing else', () => {
  const left = coursePathsIn(ROOT).filter(isLeftOut);
  expect(left.filter((path) => !/\.yours|^(submissions|reports)\/|\.zip$/.test(path))).toEqual([]);
  const others = [
    ...['node_modules/a/b.js', 'explorer/browser/node_modules/a.js', '.git/config', '.cantor.json'],
    ...['starter/mine.ts.2026.kept', 'try.ts', 'try/a.ts', 'submissions/a/mine.ts', 'a.zip'],
  ];
  expect(others.filter((path) => !isLeftOut(path))).toEqual([]);
});

it('the image and Gradescope use the same Node, which closes the network itself', () => {
  const [, version] = /^FROM node:([\d.]+)-/m.exec(DOCKERFILE) ?? [];
  const setup = readFileSync(join(ROOT, 'workshop/autograder/setup.sh'), 'utf8');
  expect(setup).toContain(`\nnode_version=${version}\n`);
  // Before Node 25, the permission model does not cover the network.
  expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(25);
});

describe('the steps of the Dockerfile, as a script', () => {
  let folder: string;

  function sh(command: string): Promise<{ code: number; out: string }> {
    const env = cleanEnvironment(privateFolder());
    return new Promise((resolve) => {
      execFile('sh', ['-c', command], { cwd: folder, env }, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out: out + err });
      });
    });
  }

  beforeAll(() => {
    folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'image-'));
  });

  it('lead to a folder that grades', async () => {
    for (const { name, words } of instructionsOf(DOCKERFILE)) {
      if (name === 'COPY') copyInto(words);
      if (name !== 'RUN' || words.includes('apt-get')) continue;
      // There may be no network here. The lockfile is checked, and the packages are linked.
      const command = words.replace(/npm ci\b.*/, 'npm ci --dry-run --offline --ignore-scripts');
      expect(await sh(command)).toMatchObject({ code: 0 });
      if (command !== words) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    }
    for (const name of ['grader', 'solution']) {
      expect(statSync(join(folder, name)).mode & 0o007).toBe(0);
    }
    const submission = join(folder, 'submission');
    mkdirSync(submission);
    cpSync(join(ROOT, 'solution/hashBlock.ts'), join(submission, 'hashBlock.ts'));
    const [entry] = instructionsOf(DOCKERFILE).filter(({ name }) => name === 'ENTRYPOINT');
    const words = (JSON.parse(entry.words) as string[]).join(' ');
    const { code, out } = await sh(`${words} grade -- step1 --target submission --json`);
    expect([code, (JSON.parse(out) as { points: number }).points]).toEqual([0, 10]);
    const [standard] = instructionsOf(DOCKERFILE).filter(({ name }) => name === 'CMD');
    const help = await sh(`${words} ${(JSON.parse(standard.words) as string[]).join(' ')}`);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('Grades your steps.') });
  });

  function copyInto(words: string): void {
    const paths = words.split(' ');
    const to = paths.pop() ?? '';
    for (const from of paths) {
      const isAll = from === '.';
      const files = isAll ? coursePathsIn(ROOT).filter((path) => !isLeftOut(path)) : [from];
      for (const path of files) {
        const target = isAll ? join(folder, path) : join(folder, to, basename(path));
        if (!existsSync(join(target, '..'))) mkdirSync(join(target, '..'), { recursive: true });
        writeFileSync(target, readFileSync(join(ROOT, path)));
      }
    }
  }
});
