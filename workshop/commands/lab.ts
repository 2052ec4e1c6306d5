import { ROOT } from '../../grader/course/parts';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import { clocksLab } from '../labs/clocksLab';
import { greedLab } from '../labs/greedLab';
import type { LabScript } from '../labs/LabScript';
import { partitionLab } from '../labs/partitionLab';
import { runLab } from '../labs/runLab';
import { Notebook } from '../student/Notebook';
import { runCommand } from './runCommand';

const LABS: Readonly<Record<string, LabScript>> = { a: partitionLab, b: clocksLab, c: greedLab };

const LETTERS = Object.keys(LABS);

const HELP = `Runs a lab on the real network: predict, run, explain. Each
takes about a minute or less.

${LETTERS.map((letter) => `  npm run lab ${letter}\n    ${LABS[letter].title}`).join('\n')}

The handouts are in exercises/labs/. Without a terminal,
the lab only prints its questions.`;

runCommand(
  'npm run lab',
  async (argv) => {
    const letter = argv.find((word) => LETTERS.includes(word));
    const rest = argv.filter((_, i) => i !== argv.indexOf(letter ?? ''));
    if (readArguments({ help: 'boolean' }, rest).help) {
      console.log(HELP);
      return 0;
    }
    if (letter === undefined) throw new UsageError(`which lab? ${LETTERS.join(', ')}`);
    const code = await runLab(LABS[letter]);
    // Without a terminal, the student has predicted nothing.
    if (code === 0 && process.stdin.isTTY) new Notebook(ROOT).addLab(letter);
    return code;
  },
  { handlesSignals: true },
);
