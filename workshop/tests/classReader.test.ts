import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, mkdtempSync, symlinkSync, truncateSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { COURSE } from '../../grader/course/course';
import { LONGEST_FILE } from '../../grader/course/faultOf';
import { tarOf, tgzOf, zipOf } from '../../tests/support/archives';
import type { ZipEntry } from '../../tests/support/archives';
import { listAddresses } from '../class/reader/listAddresses';
import { listSubmissions } from '../class/reader/listSubmissions';
import { readSource } from '../class/reader/readSource';
import type { Source } from '../class/reader/readSource';
import { sentenceOf } from '../class/reader/Remark';
import { LIMITS } from '../class/reader/readingLimits';
import { runGit } from '../class/reader/runGit';

/** Windows has no pipes in folders, and its links need rights. */
const itOnPosix = process.platform === 'win32' ? it.skip : it;
/** Other systems do not allow such names. */
const itOnLinux = process.platform === 'linux' ? it : it.skip;

const NO_FILE = "it has no step's file, such as hashBlock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'class-'));
});

/** Writes a file of the test. Makes its folder. */
function write(path: string, bytes: Buffer | string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

interface Read {
  /** The text of each step file. */
  files: Record<string, string>;
  notes: string[];
  reason?: string;
  hash?: string;
}

async function readAll(sources: readonly Source[], signal?: AbortSignal): Promise<Read> {
  const read = await readSource(sources, join(folder, 'clone'), signal);
  const notes = read.remarks.map((each) => sentenceOf(each, true));
  if ('unreadable' in read) return { files: {}, notes, reason: sentenceOf(read.unreadable, true) };
  const files = Object.fromEntries([...read.files].map(([name, bytes]) => [name, `${bytes}`]));
  return { files, notes, hash: read.hash };
}

/** Reads the only submission of the class. */
async function readOnly(): Promise<Read> {
  const { submissions } = listSubmissions(folder);
  expect(submissions).toHaveLength(1);
  return readAll(submissions[0].sources);
}

function readZip(...entries: ZipEntry[]): Promise<Read> {
  write('ada.zip', zipOf(entries));
  return readOnly();
}

describe('a zip archive', () => {
  it.each(['starter/', 'cantor-main/starter/', '', 'a b/ü/', 'C\\d\\', './x/'])(
    'is read with the top folder "%s"',
    async (top) => {
      const { files, notes } = await readZip(
        { name: top === '' ? 'x/' : top, mode: 0o040755 },
        { name: `${top}mine.ts`, bytes: 'mine' },
        { name: `${top}README.md`, bytes: 'no step' },
        { name: `__MACOSX/${top}mine.ts`, bytes: 'a shadow of macOS' },
        { name: `node_modules/${top}mine.ts`, bytes: 'a package' },
      );
      expect(files).toEqual({ mine: 'mine' });
      expect(notes).toEqual([]);
    },
  );

  it.each(['../mine.ts', 'a/../../mine.ts', '/mine.ts', 'C:\\mine.ts', '..\\mine.ts', '\\mine.ts'])(
    'does not read %s',
    async (name) => {
      const { files, notes } = await readZip(
        { name, bytes: 'evil' },
        { name: 'ledger.ts', bytes: 'good' },
      );
      expect(files).toEqual({ ledger: 'good' });
      expect(notes).toEqual([`"${name}" names a place outside of the archive, so it is not read.`]);
    },
  );

  it('does not follow links, and opens no devices', async () => {
    const { files, notes } = await readZip(
      { name: 'mine.ts', bytes: '../solution/mine.ts', mode: 0o120777 },
      { name: 'broadcast.ts', mode: 0o010644 },
      { name: 'User.ts', mode: 0o020644 },
      { name: 'ledger.ts', bytes: 'good' },
    );
    expect(files).toEqual({ ledger: 'good' });
    expect(notes).toEqual([
      '"mine.ts" is a link, so it is not read.',
      '"broadcast.ts" is a device or a pipe, so it is not read (and 1 more).',
    ]);
  });

  it('keeps only the beginning of a file that is too long', async () => {
    const { files } = await readZip({ name: 'mine.ts', bytes: Buffer.alloc(64 * 1024 * 1024) });
    expect(files.mine).toHaveLength(LONGEST_FILE + 1);
  });

  it('is damaged if a file is longer than its header says', async () => {
    const bytes = Buffer.alloc(1024 * 1024);
    const { reason } = await readZip({ name: 'mine.ts', bytes, claimed: 10 });
    expect(reason).toBe('"mine.ts" in the zip archive is damaged');
  });

  it('is not read if its step files are too long together', async () => {
    const bytes = Buffer.alloc(LONGEST_FILE);
    const count = LIMITS.stepBytes / LONGEST_FILE + 1;
    const many = Array.from({ length: count }, (_, i) => ({ name: `${i}/mine.ts`, bytes }));
    expect((await readZip(...many)).reason).toBe('its step files have more than 16 MiB together');
  });

  it('is not read with too many step files', async () => {
    const many = Array.from({ length: LIMITS.stepFiles + 1 }, (_, i) => ({ name: `${i}/mine.ts` }));
    expect((await readZip(...many)).reason).toBe('it has more than 1000 step files');
  });

  it('is damaged if a checksum is wrong', async () => {
    const bytes = zipOf([{ name: 'mine.ts', bytes: 'x' }]);
    bytes[bytes.indexOf('PK\x01\x02') + 16] ^= 1;
    write('ada.zip', bytes);
    expect((await readOnly()).reason).toBe('"mine.ts" in the zip archive is damaged');
  });

  it('is damaged if a part of it begins after all files', async () => {
    // The last 42 bytes say that the directory is at 2^60.
    const bytes = Buffer.alloc(65 * 1024 * 1024);
    bytes.write('PK\x03\x04');
    bytes.write('PK\x06\x07', bytes.length - 42, 'latin1');
    bytes.writeBigUInt64LE(2n ** 60n, bytes.length - 34);
    bytes.write('PK\x05\x06', bytes.length - 22, 'latin1');
    write('ada.zip', bytes);
    expect((await readOnly()).reason).toBe('the zip archive is damaged');
  });

  it('is not read if it is too large', async () => {
    const path = write('ada.zip', zipOf([{ name: 'mine.ts', bytes: 'x' }]));
    truncateSync(path, LIMITS.zipBytes + 1);
    expect((await readOnly()).reason).toBe('the zip archive has more than 256 MiB');
  });

  it('is not read with too many entries', async () => {
    const many = Array.from({ length: LIMITS.entries + 1 }, (_, i) => ({ name: `${i}` }));
    expect((await readZip(...many)).reason).toBe('it has more than 50,000 files and folders');
  });

  it('is not read with a password', async () => {
    const { reason } = await readZip({ name: 'mine.ts', bytes: 'x', flags: 1 });
    expect(reason).toBe('"mine.ts" has a password');
  });

  it('inside of an archive is not read', async () => {
    const inner = zipOf([{ name: 'mine.ts', bytes: 'x' }]);
    const { reason, notes } = await readZip({ name: 'inner.zip', bytes: inner });
    expect(reason).toBe(NO_FILE);
    expect(notes).toEqual(['"inner.zip" is an archive inside of an archive, so it is not read.']);
  });

  it.each([
    ['no bytes', Buffer.alloc(0), 'the archive is empty'],
    ['another format', Buffer.from('Rar!\x1a\x07\x00'), 'the file is not a zip or tar archive'],
    ['no directory', Buffer.from('PK\x03\x04 and more'), 'the zip archive is damaged'],
    ['no entries', zipOf([]), 'it is empty'],
    ['no step', zipOf([{ name: 'a.txt' }]), NO_FILE],
  ])('with %s is not judged', async (_what, bytes, sentence) => {
    write('ada.zip', bytes);
    expect((await readOnly()).reason).toBe(sentence);
  });

  it('shows control characters and wrong bytes in names as escapes', async () => {
    const { notes } = await readZip(
      { name: 'mine.ts', bytes: 'x' },
      { name: '../\u001b[2J\u202e\n', bytes: 'x' },
      { name: Buffer.from([0x2f, 0xff, 0xfe]), bytes: 'x' },
    );
    expect(notes).toEqual([
      '"../\\u{1b}[2J\\u{202e}\\u{a}" names a place outside of the archive, so it is not read (and 1 more).',
    ]);
  });
});

describe('a tar archive', () => {
  it.each([
    ['ada.tar', tarOf],
    ['ada.tar.gz', tgzOf],
    ['ada.tgz', tgzOf],
    // Students rename archives.
    ['ada.zip', tgzOf],
  ])('is read as %s', async (name, archiveOf) => {
    write(
      name,
      await archiveOf([
        { name: 'x/starter', type: 'directory' },
        { name: 'x/starter/mine.ts', bytes: 'mine' },
        { name: `x/${'long/'.repeat(30)}big.bin`, bytes: Buffer.alloc(3_000_000) },
        { name: 'x/starter/ledger.ts', bytes: 'ledger' },
        { name: '../../hashBlock.ts', bytes: 'evil' },
        { name: '/signals.ts', bytes: 'evil' },
        { name: 'x/starter/User.ts', type: 'symlink', linkname: '/etc/passwd' },
        { name: 'x/starter/signals.ts', type: 'link', linkname: '../../solution/signals.ts' },
        { name: 'x/starter/broadcast.ts', type: 'fifo' },
        { name: 'x/starter/catchUp.ts', type: 'block-device', devmajor: 8, devminor: 0 },
        { name: 'x/starter/inner.zip', bytes: 'PK' },
      ]),
    );
    const { submissions } = listSubmissions(folder);
    expect(submissions.map((each) => each.name)).toEqual(['ada']);
    expect(await readOnly()).toMatchObject({
      files: { mine: 'mine', ledger: 'ledger' },
      notes: [
        '"../../hashBlock.ts" names a place outside of the archive, so it is not read (and 1 more).',
        '"x/starter/User.ts" is a link, so it is not read (and 1 more).',
        '"x/starter/broadcast.ts" is a device or a pipe, so it is not read (and 1 more).',
        '"x/starter/inner.zip" is an archive inside of an archive, so it is not read.',
      ],
    });
  });

  it('that grows beyond all measure is not read', async () => {
    // Files of 64 MiB each, in 1 MB. Two blocks of zeros end an archive.
    const file = await tarOf([{ name: 'x.bin', bytes: Buffer.alloc(64 * 1024 * 1024) }]);
    const packed = gzipSync(file.subarray(0, -1024));
    write('ada.tgz', Buffer.concat(Array<Buffer>(9).fill(packed)));
    expect((await readOnly()).reason).toBe(
      'the archive has more than 512 MiB without its compression',
    );
  });

  it.each(['pax-header', 'pax-global-header', 'gnu-long-path'])(
    'with a large header of the kind %s is not read',
    async (kind) => {
      const tar = await tarOf([
        { name: 'x', type: 'pax-header', bytes: Buffer.alloc(2 * LIMITS.tarGap, 'a') },
        { name: 'mine.ts', bytes: 'x' },
      ]);
      // The sum of all bytes of a header is in the header itself.
      const flag =
        { 'pax-header': 'x', 'pax-global-header': 'g', 'gnu-long-path': 'L' }[kind] ?? '';
      const sum = parseInt(tar.toString('latin1', 148, 154), 8) + flag.charCodeAt(0) - tar[156];
      tar.write(sum.toString(8).padStart(6, '0'), 148);
      tar.write(flag, 156);
      write('ada.tar', tar);
      expect((await readOnly()).reason).toBe('the tar archive has more than 1 MiB without a file');
    },
  );

  it('that takes too long is not read', async () => {
    const limit = jest.replaceProperty(LIMITS, 'tarMs', -1 as never);
    try {
      write('ada.tar', await tarOf([{ name: 'mine.ts', bytes: 'x' }]));
      expect((await readOnly()).reason).toBe('reading the tar archive takes too long');
    } finally {
      limit.restore();
    }
  });

  it('with a very long path is not read', async () => {
    write('ada.tar', await tarOf([{ name: `${'d/'.repeat(2100)}mine.ts`, bytes: 'x' }]));
    expect((await readOnly()).reason).toBe('a path in it has more than 4096 characters');
  });

  it('can have names with all letters', async () => {
    // A name such as `į` must not become the byte of a `/`.
    write('ada.tar', await tarOf([{ name: '..į日ü/Mine.ts', bytes: 'x' }]));
    expect((await readOnly()).notes).toEqual(['"..į日ü/Mine.ts" is read as mine.ts.']);
  });

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, 700)],
    ['cut in its compression', (bytes: Buffer) => gzipSync(bytes).subarray(0, -9)],
    ['not a tar archive', () => gzipSync('hello')],
  ])('that is %s is damaged', async (_what, damage) => {
    const bytes = await tarOf([{ name: 'mine.ts', bytes: 'x'.repeat(3000) }]);
    write('ada.tgz', damage(bytes));
    expect((await readOnly()).reason).toBe('the tar archive is damaged');
  });
});

it('damaged archives are read or refused, but never end the process', async () => {
  const entries = ['starter/mine.ts', 'starter/ledger.ts', 'x.bin'].map((name) => {
    return { name, bytes: 'export const x = 1;\n'.repeat(20) };
  });
  const long = { name: `${'d/'.repeat(80)}signals.ts`, bytes: 'long' };
  const tar = await tarOf([...entries, long]);
  const archives = [zipOf(entries), tar, gzipSync(tar)];
  // The same numbers in each run.
  let state = 1;
  const random = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (let round = 0; round < 300; round++) {
    const bytes = Buffer.from(archives[round % archives.length]);
    for (let i = random(8); i >= 0; i--) bytes[random(bytes.length)] = random(256);
    const path = write(
      'damaged',
      bytes.subarray(0, random(4) === 0 ? random(bytes.length) : undefined),
    );
    const source: Source = { kind: 'archive', path: Buffer.from(path), shown: 'damaged' };
    const { files, reason } = await readAll([source]);
    expect(Object.keys(files).length === 0).toBe(reason !== undefined);
  }
});

describe('a folder', () => {
  it('is searched for the step files, also in other folders and archives', async () => {
    write('ada/work/a b/mine.ts', 'mine');
    write('ada/Über/LEDGER.TS', 'ledger');
    write('ada/.git/hashBlock.ts', 'git');
    write('ada/more.zip', zipOf([{ name: 'signals.ts', bytes: 'signals' }]));
    expect(await readOnly()).toMatchObject({
      files: { mine: 'mine', ledger: 'ledger', signals: 'signals' },
      notes: [
        '"Über/LEDGER.TS" is read as ledger.ts.',
        'The step files are in several folders: "work/a b" and "Über" (and 1 more).',
      ],
    });
  });

  itOnPosix('is read without its links and pipes', async () => {
    const secret = write('../secret.ts', 'secret');
    write('ada/ledger.ts', 'good');
    symlinkSync(secret, join(folder, 'ada', 'mine.ts'));
    symlinkSync('..', join(folder, 'ada', 'up'));
    linkSync(secret, join(folder, 'ada', 'User.ts'));
    execFileSync('mkfifo', [join(folder, 'ada', 'signals.ts')]);
    const { files, notes } = await readOnly();
    expect(files).toEqual({ ledger: 'good' });
    expect(notes.toSorted()).toEqual([
      '"User.ts" has a second name on this disk (a hard link), so it is not read. Grade a copy.',
      '"mine.ts" is a link, so it is not read (and 1 more).',
      '"signals.ts" is a device or a pipe, so it is not read.',
    ]);
  });

  itOnLinux('with invalid UTF-8 in its name is read', async () => {
    const name = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff])]);
    mkdirSync(name);
    writeFileSync(Buffer.concat([name, Buffer.from('/mine.ts')]), 'mine');
    expect(listSubmissions(folder).submissions.map((each) => each.name)).toEqual(['a\\xff']);
    expect((await readOnly()).files).toEqual({ mine: 'mine' });
  });

  it('with too many folders inside of each other is not read', async () => {
    write(`ada/${'d/'.repeat(LIMITS.depth + 1)}mine.ts`, 'x');
    expect((await readOnly()).reason).toBe('its folders are more than 40 levels deep');
  });

  it('that is empty is not judged', async () => {
    mkdirSync(join(folder, 'ada'));
    expect((await readOnly()).reason).toBe('it is empty');
  });

  itOnPosix('that is a link is not judged', async () => {
    symlinkSync('/', join(folder, 'ada'));
    expect((await readOnly()).reason).toBe('it is a link');
  });
});

describe('of several candidates', () => {
  it('the folder starter is graded, and the reference beside it is no candidate', async () => {
    write('ada/starter/mine.ts', 'starter');
    write('ada/solution/mine.ts', 'solution');
    expect(await readOnly()).toMatchObject({ files: { mine: 'starter' }, notes: [] });
    write('ada/old/mine.ts', 'old');
    write('ada/mine.ts', 'top');
    expect(await readOnly()).toMatchObject({
      files: { mine: 'starter' },
      notes: ['The files in "starter" are graded. There are step files in "." (and 1 more) too.'],
    });
  });

  it('two that differ are not judged, and two that are the same are', async () => {
    write('ada/one/mine.ts', 'same');
    write('ada/two/mine.ts', 'same');
    expect((await readOnly()).files).toEqual({ mine: 'same' });
    write('ada/two/mine.ts', 'other');
    expect((await readOnly()).reason).toBe(
      '"one/mine.ts" and "two/mine.ts" can both be meant, and the two files differ',
    );
  });

  it('the right name is graded, not the same name with capitals', async () => {
    write('ada/Mine.ts', 'capital');
    expect((await readOnly()).files).toEqual({ mine: 'capital' });
    write('ada/mine.ts', 'exact');
    expect((await readOnly()).files).toEqual({ mine: 'exact' });
  });

  it('the same name twice in one archive is not judged', async () => {
    const one = { name: 'mine.ts', bytes: 'one' };
    expect((await readZip(one, one)).files).toEqual({ mine: 'one' });
    expect((await readZip(one, { ...one, bytes: 'two' })).reason).toBe(
      'it has "mine.ts" twice, and the two files differ',
    );
  });
});

it('the ends of lines, a mark at the beginning and UTF-16 change nothing', async () => {
  const text = 'const ü = `a\n\n`;\n';
  const windows = text.replaceAll('\n', '\r\n');
  const forms = [
    text,
    windows,
    `\uFEFF${windows}`,
    Buffer.from(`\uFEFF${windows}`, 'utf16le'),
    Buffer.from(`\uFEFF${windows}`, 'utf16le').swap16(),
  ];
  const hashes: (string | undefined)[] = [];
  for (const form of forms) {
    write('ada/mine.ts', form);
    const { files, hash } = await readOnly();
    expect(files.mine).toBe(text);
    hashes.push(hash);
  }
  expect(new Set(hashes).size).toBe(1);
  write('ada/mine.ts', `${text} `);
  expect((await readOnly()).hash).not.toBe(hashes[0]);
});

describe('the students of a class', () => {
  const namesIn = (): string[] => listSubmissions(folder).submissions.map(({ name }) => name);

  it('are found in the folder that Gradescope exports', () => {
    write('submission_12/mine.ts', '');
    write('submission_13/mine.ts', '');
    write('submission_14/mine.ts', '');
    write(
      'submission_metadata.yml',
      [
        'submission_12:',
        '  :submitters:',
        '  - :name: Ada Lovelace',
        '    :sid: "1"',
        '  - :name: "Grace Hopper"',
        '  :created_at: 2026-01-01',
        '  :results:',
        '    :tests:',
        '    - :name: a test',
        'submission_13:',
        '  :submitters:',
        '  - :name: Emmy Noether',
      ].join('\n'),
    );
    expect(namesIn()).toEqual([
      'Ada Lovelace and Grace Hopper_12',
      'Emmy Noether_13',
      'submission_14',
    ]);
  });

  it('are found in the folder that Moodle exports', () => {
    write('Ada Lovelace_12_assignsubmission_file_/work.zip', zipOf([]));
    write('Ada Lovelace_12_assignsubmission_onlinetext_/text.html', '');
    write('Müller Jörg_13_assignsubmission_file_starter.zip', zipOf([]));
    write('von_Neumann J_14_assignsubmission_file/mine.ts', '');
    // A student cannot take another's name.
    write('Ada Lovelace_12_assignsubmission_file_x_13_assignsubmission_file_mine.ts', '');
    expect(namesIn()).toEqual(['Ada Lovelace_12', 'Müller Jörg_13', 'von_Neumann J_14']);
    expect(listSubmissions(folder).submissions.map(({ moodle }) => moodle)).toEqual([
      'Ada Lovelace_12_assignsubmission_file_',
      'Müller Jörg_13_assignsubmission_file_',
      'von_Neumann J_14_assignsubmission_file',
    ]);
  });

  it('are not in one archive of a whole class', async () => {
    const folders = ['Ada_1', 'Bo_2'].map((name) => `${name}_assignsubmission_file`);
    const entries = folders.map((name) => ({ name: `${name}/mine.ts`, bytes: name }));
    write('all.zip', zipOf(entries));
    const [{ sources }] = listSubmissions(folder).submissions;
    const read = await readSource(sources, join(folder, 'scratch'));
    expect('unreadable' in read && read.unreadable.text).toBe(
      "it has the submissions of several students: unpack Moodle's archive first",
    );
  });

  it('are found in the flat folder that Canvas exports', async () => {
    write('lovelaceada_12_900_work.zip', zipOf([{ name: 'mine.ts', bytes: 'ada' }]));
    write('hoppergrace_LATE_13_901_mine-1.ts', 'grace');
    write('hoppergrace_LATE_13_902_ledger.ts', 'ledger');
    write('notes.txt', '');
    const { submissions, ignored } = listSubmissions(folder);
    expect(submissions.map(({ name }) => name)).toEqual(['hoppergrace_13', 'lovelaceada_12']);
    expect(ignored).toEqual(['notes.txt']);
    expect(await readAll(submissions[0].sources)).toMatchObject({
      files: { mine: 'grace', ledger: 'ledger' },
      notes: ['"mine-1.ts" is read under its name without the number that Canvas adds.'],
    });
    expect((await readAll(submissions[1].sources)).files).toEqual({ mine: 'ada' });
  });

  it('are the folders and archives, for example clones', () => {
    for (const name of ['cantor-ada', 'cantor-grace']) write(`${name}/starter/mine.ts`, '');
    write('emmy.tar.gz', '');
    write('cantor-ada.zip', '');
    write('.DS_Store', '');
    mkdirSync(join(folder, 'out'));
    const { submissions } = listSubmissions(folder, join(folder, 'out'));
    expect(submissions.map(({ name, sources }) => [name, sources.length])).toEqual([
      ['cantor-ada', 2],
      ['cantor-grace', 1],
      ['emmy', 1],
    ]);
  });
});

describe('a list of git addresses', () => {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'init.defaultBranch=main'];
  const git = (at: string, ...args: string[]): void => {
    execFileSync('git', [...who, ...args], { cwd: at, stdio: 'ignore' });
  };

  it('has names or takes them from the addresses', () => {
    const text = '# class\r\nada\thttps://x.org/a.git\n\ngit@x.org:c/cantor-grace.git\n../emmy/\n';
    expect(
      listAddresses(text, '/list/file').map(({ name, sources }) => [name, ...sources]),
    ).toEqual([
      ['ada', { kind: 'address', address: 'https://x.org/a.git' }],
      ['cantor-grace', { kind: 'address', address: 'git@x.org:c/cantor-grace.git' }],
      ['emmy', { kind: 'address', address: '/emmy' }],
    ]);
    expect(() => listAddresses('a\tb\na\tc', 'list')).toThrow('line 2 of list: "a" is there twice');
  });

  itOnPosix('is read without links, submodules or hooks', async () => {
    const repository = join(folder, 'ada');
    write('ada/starter/mine.ts', 'mine\r\n');
    symlinkSync('/etc/passwd', join(repository, 'starter', 'ledger.ts'));
    write('ada/.gitattributes', '* filter=evil\n');
    git(repository, 'init');
    git(repository, 'add', '.');
    git(repository, 'commit', '-m', 'work');
    const { files, notes } = await readAll([{ kind: 'address', address: repository }]);
    expect(files).toEqual({ mine: 'mine\n' });
    expect(notes).toEqual(['"starter/ledger.ts" is a link, so it is not read.']);
  });

  it.each([
    ['ext::sh -c "touch hacked"', /^git cannot read it: "transport 'ext' not allowed"$/],
    ['file:///etc', /^git cannot read it: "transport 'file' not allowed"$/],
    ['--upload-pack=touch hacked', /^git cannot read it: /],
    ['/nowhere', /^git cannot read it: /],
  ])('refuses %s', async (address, reason) => {
    expect((await readAll([{ kind: 'address', address }])).reason).toMatch(reason);
  });

  it('cannot be read if an object cannot', async () => {
    const repository = join(folder, 'ada');
    const plumb = (input: Buffer | string, ...args: string[]): string =>
      execFileSync('git', [...who, ...args], { cwd: repository, input, encoding: 'utf8' }).trim();
    mkdirSync(repository);
    git(repository, 'init');
    // The file is a folder in truth.
    const inner = plumb('', 'mktree');
    const entry = Buffer.concat([Buffer.from('100644 mine.ts\0'), Buffer.from(inner, 'hex')]);
    const tree = plumb(entry, 'hash-object', '-t', 'tree', '-w', '--stdin', '--literally');
    git(repository, 'commit', '--allow-empty', '-m', 'work');
    git(repository, 'reset', '--soft', plumb('', 'commit-tree', '-m', 'work', tree));
    const { reason } = await readAll([{ kind: 'address', address: repository }]);
    expect(reason).toMatch(/^git cannot read it: ".*bad file"$/);
  });

  describe('with a server that does not answer', () => {
    const server = createServer();
    let address: string;
    const connected = once(server, 'connection') as Promise<[Socket]>;
    beforeAll(async () => {
      process.env.no_proxy = '127.0.0.1';
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`;
    });
    afterAll(() => void server.close());

    itOnPosix('ends with all helpers of git after a signal', async () => {
      const controller = new AbortController();
      const reading = readAll([{ kind: 'address', address }], controller.signal);
      const [socket] = await connected;
      const closed = once(socket.resume(), 'close');
      controller.abort();
      expect((await reading).reason).toBe('git was stopped');
      await closed;
    });

    itOnPosix('ends after its time', async () => {
      const deadline = performance.now() + 500;
      const { stopped } = await runGit(['ls-remote', address], {
        isLocal: false,
        deadline,
        most: 1000,
      });
      expect(stopped).toBe('git did not end within 120 seconds');
    });
  });

  it('says so if a repository has no commit', async () => {
    const repository = join(folder, 'ada');
    mkdirSync(repository);
    git(repository, 'init');
    const source: Source = { kind: 'address', address: repository };
    expect((await readAll([source])).reason).toBe('the repository has no commit');
  });
});

it('all steps of the course are read', async () => {
  for (const { name } of COURSE) write(`ada/${name}.ts`, name);
  expect(Object.keys((await readOnly()).files)).toEqual(COURSE.map(({ name }) => name));
});
