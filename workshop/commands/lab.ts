import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import { LABS } from '../labs/labs';
import { runLab } from '../labs/runLab';
import { runCommand } from './runCommand';

const HELP = `Runs a lab on the real network: predict, run, explain. Each takes less than a minute.

${Object.entries(LABS)
  .map(([letter, { title }]) => `  npm run lab ${letter}   ${title}`)
  .join('\n')}

The handouts are in exercises/labs/. Without a terminal nothing is asked.`;

runCommand('npm run lab', (argv) => {
  const letter = argv.find((word) => Object.hasOwn(LABS, word));
  const rest = argv.filter((_, i) => i !== argv.indexOf(letter ?? ''));
  if (readArguments({ help: 'boolean' }, rest).help) {
    console.log(HELP);
    return 0;
  }
  if (letter === undefined) throw new UsageError(`which lab? ${Object.keys(LABS).join(', ')}`);
  return runLab(LABS[letter]);
});
