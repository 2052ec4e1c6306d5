import { ROOT } from '../../grader/course/parts';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import { clocksLab } from '../labs/clocksLab';
import { greedLab } from '../labs/greedLab';
import { partitionLab } from '../labs/partitionLab';
import { payTwiceLab } from '../labs/payTwiceLab';
import { runLab } from '../labs/runLab';
import { selfishLab } from '../labs/selfishLab';
import { tooFastLab } from '../labs/tooFastLab';
import { nearestName } from '../student/nearestName';
import { Notebook } from '../student/Notebook';
import { runCommand } from './runCommand';

const LABS = [
  { letter: 'a', name: 'partition', script: partitionLab },
  { letter: 'b', name: 'clocks', script: clocksLab },
  { letter: 'c', name: 'greed', script: greedLab },
  { letter: 'd', name: 'twice', script: payTwiceLab },
  { letter: 'e', name: 'selfish', script: selfishLab },
  { letter: 'f', name: 'fast', script: tooFastLab },
];

type Lab = (typeof LABS)[number];

const HELP = `Runs a lab: predict, run, explain. Each takes about a
minute or less. Labs a, b and c use the real network. The
others simulate users on a virtual clock, with your parts.

${LABS.map(({ letter, script }) => `  npm run lab ${letter}\n    ${script.title}`).join('\n')}

The handouts are in exercises/labs/. A number or a name,
such as 1 or partition, also means a lab. Without a
terminal, the lab only prints its questions.

From lab d on:

  svg FILE    draw the figures
  target DIR  the folder of the step files (starter)`;

runCommand(
  'npm run lab',
  async (argv) => {
    // The value of an option, such as a file called `d`, names no lab.
    const at = argv.findIndex(
      (word, i) => findLab(word) !== undefined && !/^(--)?(svg|target)$/.test(argv[i - 1] ?? ''),
    );
    const rest = argv.filter((_, i) => i !== at);
    for (const word of rest) mustBeNoTypo(word);
    const { help, ...options } = readArguments(
      { help: 'boolean', svg: 'string', target: 'string' },
      rest,
    );
    if (help) {
      console.log(HELP);
      return 0;
    }
    const lab = at < 0 ? undefined : findLab(argv[at]);
    if (lab === undefined) {
      throw new UsageError(`which lab? ${LABS.map(({ letter }) => letter).join(', ')}`);
    }
    const [flag] = Object.keys(options);
    if (flag !== undefined && !('measure' in lab.script)) {
      throw new UsageError(`lab ${lab.letter} has no --${flag}`);
    }
    const code = await runLab(lab.script, options);
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
