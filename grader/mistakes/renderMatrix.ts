import type { Step } from '../course/course';
import type { Matrix } from './Matrix';

/** Returns a step's matrix as a page. */
export function renderMatrix({ number, name }: Step, { checks, mutants }: Matrix): string {
  const intro = `# Step ${number}, ${name}: its mutants, and the checks that they lose

Each row is a mutant in [mutants.ts](mutants.ts): a wrong file, such as students write. Each column is a check of [the suite](suite.test.ts). A ✗ is a check that the mutant loses. \`npm run proof step${number}\` grades all mutants and writes this page.

The checks, with the sentences of the handout that they test:`;
  const legend = checks
    .map(({ name: check, sentences }, i) => {
      const numbers = sentences.toSorted((one, other) => one - other);
      return `${i + 1}. ${check} (${numbers.join(', ')})`;
    })
    .join('\n');
  const head = [' ', ...checks.map((_check, i) => i + 1)];
  const line = ['---', ...checks.map(() => ':-:')];
  const rows = mutants.map((mutant) => [
    mutant.name.replaceAll('|', '\\|'),
    ...checks.map((check) => (Object.hasOwn(mutant.lost, check.name) ? '✗' : ' ')),
  ]);
  const table = [head, line, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `${[intro, legend, table].join('\n\n')}\n`;
}
