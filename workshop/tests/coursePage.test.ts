import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Changes } from '../../grader/harness/parent/Changes';
import { privateFolder } from '../../tests/support/command';
import { copyProject } from '../../tests/support/copyProject';
import { CourseProcess } from '../../tests/support/CourseProcess';
import { processesLeft } from '../../tests/support/leftovers';
import { run } from '../../tests/support/Spawned';
import { KEYS, loadPty, Terminal } from '../../tests/support/Terminal';
import { InvitationFile } from '../page/InvitationFile';

const COMMAND = ['workshop/commands/launch.js', 'workshop/commands/runCourse.ts'];
const itWithSignals = process.platform === 'win32' ? it.skip : it;

/** The terminal of the tests is here, even if the tests run in a container. */
const NOT_REMOTE = Object.fromEntries(
  ['SSH_CONNECTION', 'REMOTE_CONTAINERS', 'CODESPACES', 'WSL_DISTRO_NAME'].map((name) => [
    name,
    '',
  ]),
);

let project: string;

beforeAll(async () => {
  project = await copyProject();
});

it.each([
  [['nonsense'], /nonsense/],
  [['port'], /--port needs a value/],
  [['port', '6000'], /blocked by browsers/],
  [['--port', '1', '--port', '2'], /given twice/],
])('the command line %j is refused in one line, with exit code 2', async (words, problem) => {
  const { exit, err, out } = await run(words, { command: COMMAND, project });
  expect([exit, out]).toEqual([{ code: 2, signal: null }, '']);
  expect(err).toMatch(problem);
  expect(err).toMatch(/^[^\n]*; see npm run course help\n$/);
});

it('the help has at most 60 columns', async () => {
  const { exit, out } = await run(['help'], { command: COMMAND, project });
  expect(exit?.code).toBe(0);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
});

it('only this user can read the file that leads the browser to the page', () => {
  const file = InvitationFile.create();
  if (file === undefined) throw new Error('there is no private folder here');
  const path = fileURLToPath(file.url);
  try {
    file.leadTo('http://127.0.0.1:1/#token=one');
    file.leadTo('http://127.0.0.1:1/#token=two');
    expect(readFileSync(path, 'utf8')).toContain('#token=two');
    expect(readFileSync(path, 'utf8')).not.toContain('one');
    if (process.platform === 'win32') return;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  } finally {
    file.remove();
  }
  expect(statSync(join(path, '..'), { throwIfNoEntry: false })).toBeUndefined();
});

describe('the server', () => {
  let course: CourseProcess;
  let login: Awaited<ReturnType<CourseProcess['enter']>>;

  beforeAll(async () => {
    course = await CourseProcess.start(project);
    login = await course.enter();
    await course.until(() => true);
  });
  afterAll(() => course?.spawned.kill());

  it('a token lets one browser in, once, and the next token is printed', async () => {
    expect(login.status).toBe(200);
    expect(login.headers['set-cookie']?.[0]).toMatch(
      /^cantor-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const [token] = course.tokens;
    const again = await course.ask('/login', { method: 'POST', body: { token } });
    expect(again).toMatchObject({ status: 403, code: 'bad-token' });
    await course.spawned.until('another token is printed', () => course.tokens.length === 2);
    expect(new Set(course.tokens).size).toBe(2);
  });

  it.each([[{}], [{ token: 1 }], [{ token: '' }], [{ token: 'x'.repeat(43) }]])(
    'the token in %j is refused',
    async (body) => {
      const refused = await course.ask('/login', { method: 'POST', body });
      expect(refused).toMatchObject({ status: 403, code: 'bad-token' });
      expect(refused.headers['set-cookie']).toBeUndefined();
    },
  );

  const PRIVATE = ['/events', '/handouts/step1', '/network/', '/network/updates', '/network'];

  it.each(PRIVATE)('without a pass, the server refuses %s', async (path) => {
    expect(await course.ask(path)).toMatchObject({ status: 401, code: 'no-session' });
  });

  it('a cookie without the key, and a key without the cookie, let nobody in', async () => {
    const { Cookie, 'X-Cantor-Key': key } = course.pass;
    const other = { Cookie: `${Cookie.split('=')[0]}=${'x'.repeat(43)}` };
    for (const headers of [
      { Cookie },
      { 'X-Cantor-Key': key },
      { Cookie, 'X-Cantor-Key': `${key}x` },
      { ...other, 'X-Cantor-Key': key },
      { Cookie: 'x'.repeat(4000), 'X-Cantor-Key': key },
    ] as Record<string, string>[]) {
      for (const path of ['/handouts/step1', `/events?key=${headers['X-Cantor-Key'] ?? ''}`]) {
        expect((await course.ask(path, { headers })).status).toBe(401);
      }
      for (const verb of ['grade', 'hint', 'run', 'nothing']) {
        const body = { step: 1 };
        const refused = await course.ask(`/verbs/${verb}`, { method: 'POST', headers, body });
        expect(refused).toMatchObject({ status: 401, code: 'no-session' });
      }
    }
  });

  it('the server refuses pages of other sites, and names that are not its own', async () => {
    const { port } = new URL(course.url);
    const attacks: [Record<string, string>, number][] = [
      [{ Origin: 'https://evil.example' }, 403],
      [{ Origin: 'null' }, 403],
      [{ Origin: `http://127.0.0.1:${Number(port) - 1}` }, 403],
      [{ Origin: `https://127.0.0.1:${port}` }, 403],
      [{ Origin: '' }, 403],
      [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
      [{ 'Sec-Fetch-Site': 'same-site' }, 403],
      [
        {
          'Sec-Fetch-Site': 'cross-site',
          'Sec-Fetch-Mode': 'navigate',
          'Sec-Fetch-Dest': 'document',
        },
        403,
      ],
      [{ Host: `evil.example:${port}`, Origin: `http://evil.example:${port}` }, 421],
      [{ Host: '127.0.0.1' }, 421],
    ];
    for (const [headers, status] of attacks) {
      for (const path of ['/verbs/run', '/verbs/grade', '/login']) {
        const all = { ...course.pass, ...headers };
        const body = { step: 1, token: course.tokens.at(-1) };
        const refused = await course.ask(path, { method: 'POST', headers: all, body });
        expect([headers, path, refused.status]).toEqual([headers, path, status]);
      }
    }
    expect(course.state?.network.phase).toBe('stopped');
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await course.ask('/verbs/run', { method, headers: course.pass })).status).toBe(405);
    }
    expect((await course.ask('/verbs/run', { headers: course.pass })).status).toBe(404);
  });

  it.each([
    ['grade', { step: '1' }, 404, 'unknown-step'],
    ['grade', { step: 15 }, 404, 'unknown-step'],
    ['grade', { step: '1; touch /tmp/x' }, 404, 'unknown-step'],
    ['hint', { step: '../../package.json' }, 404, 'unknown-step'],
    ['hint', {}, 404, 'unknown-step'],
    ['accident', {}, 404, 'unknown-step'],
    ['scene', { step: 'naive' }, 404, 'unknown-step'],
    ['difference', { step: 1 }, 409, 'not-passed'],
    ['difference', { step: 1, spoil: true }, 409, 'not-passed'],
    ['nothing', {}, 404, 'unknown-verb'],
    ['../login', {}, 404, 'unknown-verb'],
    ['constructor', {}, 404, 'unknown-verb'],
    ['grade', '{', 400, 'bad-request'],
    ['grade', '[1]', 400, 'bad-request'],
    ['grade', 'null', 400, 'bad-request'],
    ['grade', { step: 1, more: 'x'.repeat(2000) }, 413, 'too-large'],
  ])('the verb %s with %j is refused', async (verb, body, status, code) => {
    expect(await course.act(verb, body)).toMatchObject({ status, code });
  });

  it('a form of another page cannot send a verb', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
      const headers = { ...course.pass, 'Content-Type': type };
      const body = { step: 1 };
      const refused = await course.ask('/verbs/hint', { method: 'POST', headers, body });
      expect(refused).toMatchObject({ status: 400, code: 'bad-request' });
    }
  });

  it.each([
    '/handouts/../package.json',
    '/handouts/%2e%2e/package.json',
    '/handouts/step1/../../package.json',
    '/handouts/1',
    '/handouts/step01',
    '/handouts/constructor',
    '/handouts/',
    '/network/../package.json',
    '/../package.json',
    '/CourseApp.tsx',
    '/network/page.tsx',
  ])('the server has no file at %s', async (path) => {
    expect((await course.ask(path, { headers: course.pass })).status).toBe(404);
  });

  it('the page has a strict security policy, and its script is small', async () => {
    const page = await course.ask('/');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    const zipped = await course.ask('/coursePage.js', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(Number(zipped.headers['content-length'])).toBeLessThan(300_000);
  });

  it('a hint is counted as in the terminal', async () => {
    expect((await course.act('hint', { step: 1 })).status).toBe(200);
    await course.untilStep(1, ({ hints }) => hints.length === 1);
    const terminal = ['-r', 'ts-node/register/transpile-only', 'workshop/commands/hint.ts'];
    const { out } = await run(['step1'], { command: terminal, project });
    expect(out).toContain('The plan');
    await course.untilStep(1, ({ hints }) => hints.length === 2);
    expect(course.state?.steps[0]).toMatchObject({ hintCount: 3 });
  });

  it('a save is graded, and a removed file is told and graded when it is back', async () => {
    course.solve('hashBlock');
    await course.untilStep(1, ({ progress, grade }) => progress === 'passed' && grade !== null);
    expect(new Set(Object.values(course.state?.steps[0].grade?.sentences ?? {}))).toEqual(
      new Set(['passed']),
    );
    expect(course.state?.next).toBe(2);
    expect((await course.act('difference', { step: 1 })).text).toContain('equal to the reference');
    rmSync(course.file('hashBlock'));
    await course.untilStep(
      1,
      ({ progress, grade }) => progress === 'missing' && grade?.points === 0,
    );
    course.solve('hashBlock');
    await course.untilStep(
      1,
      ({ progress, grade }) => progress === 'passed' && grade?.points === 10,
    );
  });

  it('after a save, the steps that use the saved step are graded again', async () => {
    course.solve('createGenesisBlock');
    await course.untilStep(2, ({ grade }) => grade?.points === 10);
    course.change('hashBlock', "digest('sha256'", "digest('sha512'");
    await course.untilStep(1, ({ grade }) => (grade?.points ?? 10) < 10);
    const blames = (): boolean =>
      course.state?.steps[1].grade?.checks.some(({ parts }) =>
        parts.some(([label]) => label === 'but'),
      ) ?? false;
    await course.until(blames);
    course.solve('hashBlock');
    await course.untilStep(1, ({ grade }) => grade?.points === 10);
    await course.until(({ waiting }) => waiting.length === 0 && !blames());
  });

  it('the scene of a step is played with a naive part, and with the student’s part', async () => {
    await course.act('accident', { step: 1 });
    await course.until(({ scene }) => scene?.isPlaying === false);
    expect(course.state?.scene).toMatchObject({
      step: 1,
      whose: 'naive',
      ending: { isGood: false },
    });
    expect(course.state?.scene?.part).toBe('A naive part: the transaction is left out.');
    expect(course.state?.scene?.text).toMatch(/^ +\d\.\d s {2}alice mines block 1/);
    expect(course.state?.scene?.text).toContain('mallory announces it');
    await course.act('scene', { step: 1 });
    await course.until(({ scene }) => scene?.whose === 'yours' && !scene.isPlaying);
    expect(course.state?.scene).toMatchObject({ step: 1, ending: { isGood: true } });
  });

  it('a scene with a part that is not written says so, and a new scene ends the old one', async () => {
    await course.act('accident', { step: 3 });
    await course.until(({ scene }) => scene?.step === 3);
    await course.act('scene', { step: 4 });
    await course.until(({ scene }) => scene?.step === 4 && !scene.isPlaying);
    expect(course.state?.scene?.ending).toMatchObject({ isGood: false });
    expect(course.state?.scene?.ending?.text).toContain(
      'not written yet: checkWork, validateBlock',
    );
  });

  it('the network runs, stops, and runs again', async () => {
    for (let round = 0; round < 2; round++) {
      expect((await course.act('run')).status).toBe(200);
      expect((await course.act('run')).status).toBe(200);
      await course.until(({ network }) => network.phase === 'running' && network.height > 0);
      expect(course.state?.network).toMatchObject({
        users: ['alice', 'bob', 'carol'],
        problems: [],
      });
      expect((await course.act('stop')).status).toBe(200);
      await course.until(({ network }) => network.phase === 'stopped');
    }
  });

  it('a part that does not compile is named', async () => {
    course.change('createGenesisBlock', /^/, 'const = 1;\n');
    await course.act('run');
    await course.until(({ network }) => network.phase === 'failed');
    expect(course.state?.network.problems[0]).toContain('starter/createGenesisBlock.ts:1');
    course.solve('createGenesisBlock');
  });

  it('invalid blocks name the step until a stop; after a save the network is old, and a restart makes it new', async () => {
    course.change('createGenesisBlock', 'previousHash: parent.hash', 'previousHash: NO_PARENT');
    await course.act('run');
    const wrong =
      'alice mined an invalid block: bad-link. See step 2, starter/createGenesisBlock.ts.';
    await course.until(({ network }) => network.problems.includes(wrong));
    expect(course.state?.network).toMatchObject({ height: 0, isOld: false });
    await course.act('stop');
    await course.until(({ network }) => network.phase === 'stopped');
    expect(course.state?.network).toMatchObject({ users: [], height: 0, problems: [] });
    await course.act('run');
    await course.until(({ network }) => network.problems.includes(wrong));
    course.solve('createGenesisBlock');
    await course.until(({ network }) => network.isOld);
    await course.act('restart');
    await course.until(({ network }) => network.phase === 'running' && network.height > 0);
    expect(course.state?.network).toMatchObject({ problems: [], isOld: false });
    await course.act('stop');
    await course.until(({ network }) => network.phase === 'stopped');
  });

  it('a file that cannot be loaded has a reason and a place, and no sentence is judged', async () => {
    course.change('hashBlock', /^/, 'const = 1;\n');
    await course.untilStep(1, ({ grade }) => grade !== null && grade.unloadable !== null);
    expect(course.state?.steps[0].grade).toMatchObject({
      ...{ points: 0, checks: [], sentences: {} },
      unloadable: { place: { file: 'starter/hashBlock.ts', line: 1 } },
    });
    course.solve('hashBlock');
    await course.untilStep(1, ({ grade }) => grade?.points === 10 && grade.unloadable === null);
  });

  itWithSignals('Ctrl-C ends the network, a scene, and a submission that hangs', async () => {
    await course.act('run');
    await course.until(({ network }) => network.phase === 'running');
    course.solve('mine');
    course.change('mine', /(export function mine\([^]*?\{\n)/, '$1  for (;;);\n');
    await course.until(({ waiting }) => waiting[0] === 3);
    await course.act('scene', { step: 3 });
    await course.until(({ scene }) => scene?.part.startsWith('Your part') === true);
    const { spawned } = course;
    expect(await spawned.endWith('SIGINT')).toEqual({ code: 0, signal: null });
    expect(spawned.err).toBe('');
    expect(await processesLeft(spawned.folder)).toEqual([]);
  });
});

it('in a codespace, the address is the public one, and only its origin is allowed too', async () => {
  const env = {
    CODESPACE_NAME: 'fuzzy-robot',
    GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: 'app.example',
  };
  const course = await CourseProcess.start(project, env);
  try {
    const { port } = new URL(course.url);
    const origin = `https://fuzzy-robot-${port}.app.example`;
    expect(course.spawned.out).toContain(`${origin}/#token=`);
    const statusOf = async (Origin: string): Promise<number> => {
      const headers = { Origin, Host: `localhost:${port}` };
      return (await course.ask('/login', { method: 'POST', headers, body: {} })).status;
    };
    expect(await statusOf(`https://other-${port}.app.example`)).toBe(403);
    expect(await statusOf(`http://fuzzy-robot-${port}.app.example`)).toBe(403);
    const headers = { Origin: origin, Host: `localhost:${port}` };
    const body = { token: course.tokens[0] };
    expect((await course.ask('/login', { method: 'POST', headers, body })).status).toBe(200);
  } finally {
    await course.spawned.kill();
  }
});

itWithSignals.each([
  ['runs', ''],
  ['hangs', 'for (;;);'],
])('all processes end if the server is killed while the network %s', async (_how, code) => {
  const course = await CourseProcess.start(project);
  course.solve('User');
  course.change('User', /async start\(\): Promise<void> \{\n/, `$&console.log('begun'); ${code}\n`);
  await course.enter();
  await course.act('run');
  await course.until(({ network }) => network.printed.includes('begun'));
  await course.spawned.kill();
  expect(await processesLeft(course.spawned.folder)).toEqual([]);
});

const pty = loadPty();
const inTerminal = pty === undefined ? it.skip : it;

inTerminal('the command line that opens the browser names only a private file', async () => {
  const folder = privateFolder();
  const [opener, opened] = ['xdg-open', 'opened'].map((name) => join(folder, name));
  writeFileSync(opener, `#!/bin/sh\necho "$@" > ${opened}\n`, { mode: 0o755 });
  const env = { DISPLAY: ':9', PATH: `${folder}:${process.env.PATH}`, ...NOT_REMOTE };
  const args = ['--port', '0'];
  const terminal = new Terminal(pty as NonNullable<typeof pty>, {
    command: COMMAND,
    args,
    project,
    env,
  });
  try {
    await new Changes().until('the browser is opened', () => existsSync(opened));
    await new Changes().until('its command line is written', () =>
      readFileSync(opened, 'utf8').endsWith('\n'),
    );
    const url = readFileSync(opened, 'utf8').trim();
    expect(url).toMatch(/^file:\/\/\S+\/open\.html$/);
    const token = /#token=([\w-]+)/.exec(readFileSync(fileURLToPath(url), 'utf8'))?.[1] ?? '';
    expect(token).toHaveLength(43);
    expect(terminal.text).not.toContain('token');
    const ending = await terminal.endAfter(() => terminal.type(KEYS.ctrlC));
    expect(ending).toEqual({ code: 0, signal: null, isRestored: true });
    expect(existsSync(fileURLToPath(url))).toBe(false);
    expect(await processesLeft(terminal.folder)).toEqual([]);
  } finally {
    await terminal.close();
  }
});
