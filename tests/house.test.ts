import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../grader/course/parts';

/** `starter/` is generated from `solution/`, and students edit its files. */
const SKIPPED = ['node_modules', 'starter', 'subtle'];
/** What `npm run try` and the handouts' experiments write. Git ignores these paths. */
const OF_STUDENTS = ['try', 'try.ts'];

/** For each top folder, the other folders that its files are allowed to import from. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  workshop: ['grader', 'simulator', 'explorer', 'solution'],
  grader: ['simulator', 'solution'],
  simulator: ['solution'],
  explorer: ['solution'],
  solution: [],
};

/** Names that several folders use for the same thing, such as the suite of each step. */
const NAMES_OF_MANY = [
  'index',
  'jest.config',
  'mutants',
  'scenario',
  'search',
  'suite.test',
  'survivors',
  'thread',
];

const MOST_FOLDERS = 10;

/** The paths of all source files from the project's root, with `/`. */
const files = new Set(sourcesIn(''));
const sources = [...files].filter((file) => !isTest(file));

/** The source files that each file imports. */
const imports = new Map([...files].map((file) => [file, importsOf(file)]));

test('files do not import each other in a circle', () => {
  const circle = circleIn(imports) ?? [];
  mustBeEmpty(
    'Files must not import each other in a circle.',
    circle.map((file, i) => `${file} imports ${circle[(i + 1) % circle.length]}`),
  );
});

test('folders do not import each other in a circle', () => {
  const folders = new Set(sources.flatMap(foldersOf));
  // A student's step files and the supplied files use each other by design.
  folders.delete('solution');
  const circles = [...folders].flatMap((folder) => {
    const rooms = roomsOf(folder);
    const uses = new Map([...rooms].map(([room, used]) => [room, [...used.keys()]]));
    const circle = circleIn(uses) ?? [];
    return circle.map((room, i) => rooms.get(room)?.get(circle[(i + 1) % circle.length]));
  });
  mustBeEmpty('Folders, and files beside them, must not import each other in a circle.', circles);
});

test('imports between the top folders go one way', () => {
  const wrong = sources.flatMap((file) => {
    const allowed = [topOf(file), ...(ORDER[topOf(file)] ?? [])];
    const others = (imports.get(file) ?? []).filter(
      (imported) => !allowed.includes(topOf(imported)),
    );
    return others.map((imported) => `${file} imports ${imported}`);
  });
  mustBeEmpty('A top folder must import only from the folders in its row of ORDER.', wrong);
});

test('each file name stands for one thing', () => {
  const byName = new Map<string, string[]>();
  for (const file of files) {
    const name = posix.basename(file).replace(/\.\w+$/, '');
    if (NAMES_OF_MANY.includes(name)) continue;
    byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), file]);
  }
  const shared = [...byName.values()].filter(
    (those) => new Set(those.map((file) => posix.dirname(file))).size > 1,
  );
  mustBeEmpty(
    'A file name must have one meaning. Capital letters do not make another name.',
    shared.map((those) => those.join(' and ')),
  );
});

test.each(['grader', 'workshop'])(`%s/ has at most ${MOST_FOLDERS} folders`, (folder) => {
  const inside = new Set([...files].filter((file) => topOf(file) === folder).flatMap(foldersOf));
  const direct = [...inside].filter((path) => posix.dirname(path) === folder);
  const tooMany = direct.length > MOST_FOLDERS ? direct : [];
  mustBeEmpty(`${folder}/ must have at most ${MOST_FOLDERS} folders.`, tooMany);
});

/** @throws Error with the rule and the files that break the rule */
function mustBeEmpty(rule: string, broken: readonly unknown[]): void {
  if (broken.length === 0) return;
  throw new Error(`${rule} See CONTRIBUTING.md.\n  ${broken.join('\n  ')}`);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.includes(entry.name) || entry.name.startsWith('.')) return [];
    const path = posix.join(folder, entry.name);
    if (OF_STUDENTS.includes(path)) return [];
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.(tsx?|m?js)$/.test(path) ? [path] : [];
  });
}

/** True for a file that only tests use. A step's suite is part of the grader. */
function isTest(file: string): boolean {
  return (
    (/\.test\.tsx?$/.test(file) && !file.endsWith('/suite.test.ts')) ||
    /^jest\.[^/]*$/.test(file) ||
    /(^|\/)tests\//.test(file) ||
    file.startsWith('explorer/browser/')
  );
}

/** Returns the project's own files that a file imports. Type imports count too. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith('.')) return [];
    const path = posix.join(posix.dirname(file), fileName);
    const places = [path, `${path}.ts`, `${path}.tsx`, `${path}.js`, `${path}/index.ts`];
    return places.filter((place) => files.has(place)).slice(0, 1);
  });
}

/** Returns a circle in a graph, or undefined. Each part in the circle uses the next part. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const left = new Map(graph);
  const nextOf = (part: string): string | undefined =>
    left.get(part)?.find((used) => left.has(used));
  // If a part does not use a remaining part, the part is not in a circle. So remove this part. All
  // parts that remain at the end lead into a circle.
  let before: number;
  do {
    before = left.size;
    for (const part of left.keys()) if (nextOf(part) === undefined) left.delete(part);
  } while (left.size < before);
  const walked: string[] = [];
  let part = [...left.keys()].at(0);
  while (part !== undefined && !walked.includes(part)) {
    walked.push(part);
    part = nextOf(part);
  }
  return part === undefined ? undefined : walked.slice(walked.indexOf(part));
}

/**
 * Returns the rooms of a folder: its sub-folders and its own files. For each room, returns the
 * other rooms that the room uses. The value names an import that shows the use.
 */
function roomsOf(folder: string): Map<string, Map<string, string>> {
  const rooms = new Map<string, Map<string, string>>();
  const roomOf = (file: string): string | undefined =>
    folder === '.' || file.startsWith(`${folder}/`)
      ? file.slice(folder === '.' ? 0 : folder.length + 1).split('/')[0]
      : undefined;
  for (const file of sources) {
    const room = roomOf(file);
    if (room === undefined) continue;
    const used = rooms.get(room) ?? new Map<string, string>();
    rooms.set(room, used);
    for (const imported of imports.get(file) ?? []) {
      const other = roomOf(imported);
      if (other === undefined || other === room || isTest(imported)) continue;
      used.set(other, `${file} imports ${imported}`);
    }
  }
  return rooms;
}

/** Returns all folders that contain a file. The project's own folder is `.`. */
function foldersOf(file: string): string[] {
  const folder = posix.dirname(file);
  return folder === '.' ? [folder] : [folder, ...foldersOf(folder)];
}

function topOf(file: string): string {
  return file.split('/')[0];
}
