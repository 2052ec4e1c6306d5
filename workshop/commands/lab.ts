import { ROOT } from '../../grader/course/parts';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import { clocksLab } from '../labs/clocksLab';
import { greedLab } from '../labs/greedLab';
import { partitionLab } from '../labs/partitionLab';
import { runLab } from '../labs/runLab';
import { nearestName } from '../student/nearestName';
import { Notebook } from '../student/Notebook';
import { runCommand } from './runCommand';

const LABS = [
  { letter: 'a', name: 'partition', script: partitionLab },
  { letter: 'b', name: 'clocks', script: clocksLab },
  { letter: 'c', name: 'greed', script: greedLab },
];

type Lab = (typeof LABS)[number];

const HELP = `Runs a lab on the real network: predict, run, explain. Each
takes about a minute or less.

${LABS.map(({ letter, script }) => `  npm run lab ${letter}\n    ${script.title}`).join('\n')}

The handouts are in exercises/labs/. A number or a name,
such as 1 or partition, also means a lab. Without a
terminal, the lab only prints its questions.`;

runCommand(
  'npm run lab',
  async (argv) => {
    const at = argv.findIndex((word) => findLab(word) !== undefined);
    const rest = argv.filter((_, i) => i !== at);
    for (const word of rest) mustBeNoTypo(word);
    if (readArguments({ help: 'boolean' }, rest).help) {
      console.log(HELP);
      return 0;
    }
    const lab = at < 0 ? undefined : findLab(argv[at]);
    if (lab === undefined) {
      throw new UsageError(`which lab? ${LABS.map(({ letter }) => letter).join(', ')}`);
    }
    const code = await runLab(lab.script);
    // Without a terminal, the student has predicted nothing.
    if (code === 0 && process.stdin.isTTY) new Notebook(ROOT).addLab(lab.letter);
    return code;
  },
  { handlesSignals: true },
);

/** Returns the lab with this letter, number or name. */
function findLab(word: string): Lab | undefined {
  const wanted = word.toLowerCase();
  return LABS.find(
    ({ letter, name }, i) => wanted === letter || wanted === name || wanted === String(i + 1),
  );
}

/** @throws UsageError if the word is similar to the name of a lab */
function mustBeNoTypo(word: string): void {
  if (findLab(word) !== undefined) return;
  const near = nearestName(
    word,
    LABS.map(({ name }) => name),
  );
  if (near === undefined) return;
  throw new UsageError(`No lab is called "${word}". Did you mean ${near}?`);
}
