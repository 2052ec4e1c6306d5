import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { LADDER } from '../../grader/network/ladder';
import { COURSE, handoutOf } from '../../grader/course/course';
import { estimateMinutes } from '../../grader/course/estimateMinutes';
import { hintsOf } from '../student/hintsOf';
import { ROOT } from '../../grader/course/parts';
import { snippetsOf } from '../../tests/support/snippets';
import type { Snippet } from '../../tests/support/snippets';

const EXERCISES = join(ROOT, 'exercises');

const pages = readdirSync(EXERCISES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file): [string, string] => [file, readFileSync(join(EXERCISES, file), 'utf8')]);

describe.each(COURSE.map((step) => [step.name, step] as const))(
  'the handout of %s',
  (_name, step) => {
    const file = handoutOf(step);
    const text = (): string => readFileSync(join(ROOT, file), 'utf8');

    it('the handout has the usual sections in the usual order', () => {
      expect([...text().matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
        'An accident',
        'What you build',
        'The specification',
        'What to write',
        'Why it exists',
        'Try it',
        'See your part at work',
        'Hints',
        'To think about',
      ]);
      const title = `${step.title[0].toLowerCase()}${step.title.slice(1)}`;
      expect(text().split('\n')[0]).toBe(`# Step ${step.number}: ${step.name}, ${title}`);
    });

    it('the handout has three hints, each with a title and a text', () => {
      const hints = hintsOf(step, ROOT);
      expect(hints).toHaveLength(3);
      for (const hint of hints) expect(hint).toMatch(/^\S.*\n\n\S/);
    });

    it('the handout begins and ends with the scene, and is short enough', () => {
      const [before, after] = text().split('## The specification');
      expect(before).toContain(`npm run scene step${step.number} naive\n`);
      expect(after).toMatch(new RegExp(`npm run scene step${step.number}\\b`));
      expect(wordsOf(text().replaceAll(/<details>[^]*?<\/details>/g, ''))).toBeLessThanOrEqual(
        1200,
      );
      expect(wordsOf(text())).toBeLessThanOrEqual(1600);
    });

    it('the minutes of the step are the estimate', () => {
      expect(step.minutes).toBe(estimateMinutes(step));
    });

    it('the handout names the file of the step and each function to write', () => {
      for (const name of step.functions) expect(text()).toContain(`\`${name}`);
      expect(text()).toContain(`starter/${step.name}.ts`);
    });
  },
);

it('the page of the capstone lists its rungs in order', () => {
  const page = readFileSync(join(EXERCISES, 'network.md'), 'utf8');
  const rows = [...page.matchAll(/^\| ([a-z]) +\| (.*?) +\|/gm)].map(([, letter, name]) => ({
    letter,
    name,
  }));
  expect(rows).toEqual(LADDER.map(({ letter, name }) => ({ letter, name })));
});

it('each handout belongs to a step', () => {
  const numbered = pages.map(([file]) => file).filter((file) => /^\d/.test(file));
  expect(numbered.map((file) => `exercises/${file}`).sort()).toEqual(COURSE.map(handoutOf).sort());
});

it.each(pages)('each link in %s leads to a file', (file, text) => {
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => link);
  const missing = links.filter(
    (link) => !existsSync(resolve(dirname(join(EXERCISES, file)), link)),
  );
  expect(missing).toEqual([]);
});

const snippets = pages.flatMap(([file, text]) => snippetsOf(file, text));

it.each(snippets.map((snippet): [string, Snippet] => [snippet.place, snippet]))(
  'the code at %s prints the output on the page',
  async (_place, snippet) => {
    expect(await run(snippet)).toBe(snippet.output);
  },
);

/**
 * Runs a piece of code. Its imports from `starter/` come from the reference. Returns the output.
 */
async function run({ place, language, code }: Snippet): Promise<string> {
  if (language === 'sh') return output('sh', ['-c', code]);
  const folder = process.env.CANTOR_TEST_FOLDER ?? '';
  const outfile = join(folder, `${place.replaceAll(/\W/g, '-')}.cjs`);
  await build({
    stdin: {
      contents: code.replaceAll("'./starter/", "'./solution/"),
      resolveDir: ROOT,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    logLevel: 'silent',
  });
  return output(process.execPath, [outfile]);
}

function output(file: string, args: string[]): Promise<string> {
  const { FORCE_COLOR: _, ...rest } = process.env;
  const env = { ...rest, NODE_PATH: join(ROOT, 'node_modules'), NO_COLOR: '1' };
  return new Promise((done, fail) => {
    execFile(file, args, { cwd: ROOT, env, timeout: 20_000 }, (error, stdout, stderr) => {
      if (error) fail(new Error(`${error.message}\n${stderr}`));
      else done(stdout);
    });
  });
}

/** Returns how many words a text has. Code counts too. */
function wordsOf(text: string): number {
  return text.split(/\s+/).filter((word) => /\w/.test(word)).length;
}
