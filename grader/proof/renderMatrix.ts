import { COURSE } from '../course';
import type { Matrix } from './Matrix';

const INTRO = `# The mutants, and what kills them

For each step: wrong files that students write, a row each, and the checks of the step's suite, a column each. A ✗ is a check that the file loses. Each loses exactly the checks that its entry in this folder names; \`npm run proof\` has seen it and wrote this page.`;

/** The matrix as a page. */
export function renderMatrix({ steps }: Matrix): string {
  const parts = COURSE.map(({ number, name }) => {
    const { checks, mutants } = steps[name];
    const legend = checks.map((check, i) => `${i + 1}. ${check}`).join('\n');
    const head = [' ', ...checks.map((_check, i) => i + 1)];
    const line = ['---', ...checks.map(() => ':-:')];
    const rows = mutants.map((mutant) => [
      mutant.name.replaceAll('|', '\\|'),
      ...checks.map((check) => (Object.hasOwn(mutant.lost, check) ? '✗' : ' ')),
    ]);
    const table = [head, line, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
    return `## Step ${number}: ${name}\n\n${legend}\n\n${table}`;
  });
  return `${[INTRO, ...parts].join('\n\n')}\n`;
}
