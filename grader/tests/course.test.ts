import { build } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE, findStep } from '../course/course';
import { MOVED_FILES } from '../course/movedFiles';
import { partsPlugin, SOLUTION } from '../course/parts';

it('the course numbers its steps in order, and uses each name once', () => {
  expect(COURSE.map(({ number }) => number)).toEqual(COURSE.map((_, i) => i + 1));
  expect(new Set(COURSE.map(({ name }) => name.toLowerCase())).size).toBe(COURSE.length);
});

it.each([
  'step3',
  '3',
  'mine',
  'MINE',
  'Step3',
  'starter/mine.ts',
  './starter/mine.ts',
  '.\\starter\\mine.ts',
])('findStep finds step 3 by the name %s', (name) => {
  expect(findStep(name)?.number).toBe(3);
});

it.each(['', '0', String(COURSE.length + 1), 'step', 'constructor'])(
  'findStep finds no step "%s"',
  (name) => {
    expect(findStep(name)).toBeUndefined();
  },
);

it.each(COURSE.map((step) => [step.name, step] as const))(
  '%s imports only supplied files and the steps in its row of the course',
  (name, step) => {
    const source = readFileSync(join(SOLUTION, `${name}.ts`), 'utf8');
    const imports = [...source.matchAll(/^(?:import|export).* from '(\..*)';$/gm)].map(
      ([, path]) => path,
    );
    const steps = imports.filter((path) => !path.startsWith('./supplied/'));
    expect(steps.map((path) => path.replace('./', '')).sort()).toEqual([...step.uses].sort());
  },
);

describe('the files that have moved', () => {
  it('the moved files are at their new paths only', () => {
    for (const [old, moved] of MOVED_FILES) {
      expect([old, existsSync(join(SOLUTION, old))]).toEqual([old, false]);
      expect([moved, existsSync(join(SOLUTION, moved))]).toEqual([moved, true]);
    }
  });

  it.each(['./supplied/Chain', './supplied/tcp'])(
    '`npm start` names the new path of %s',
    async (path) => {
      const contents = `import '${path}';`;
      const compiling = build({
        stdin: { contents, resolveDir: SOLUTION },
        bundle: true,
        write: false,
        logLevel: 'silent',
        plugins: [partsPlugin({ base: SOLUTION, steps: new Map() })],
      });
      const moved = MOVED_FILES.get(`${path.slice(2)}.ts`)?.replace('.ts', '');
      await expect(compiling).rejects.toThrow(`${path} is now ./${moved}`);
    },
  );
});
