import { join } from 'node:path';
import { bundleThreads } from './supplied/bundle';
import { main } from './supplied/main';
import { explainPlainly } from './supplied/Program';

async function run(): Promise<void> {
  const code = await bundleThreads(__dirname);
  const program = {
    command: 'npm run solution',
    code,
    explorer: ['grader/launch.js', 'explorer/attached.ts'].map((path) =>
      join(__dirname, '..', path),
    ),
    intro: [],
    explain: explainPlainly,
  };
  process.exit(await main(program, process.argv.slice(2)));
}

void run();
