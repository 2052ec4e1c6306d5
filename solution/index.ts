import { join } from 'node:path';
import { bundleThreads } from './supplied/user/bundle';
import { main } from './supplied/program/main';
import { explainPlainly } from './supplied/program/Program';

async function run(): Promise<void> {
  const code = await bundleThreads(__dirname);
  const program = {
    command: 'npm run solution',
    code,
    explorer: ['workshop/commands/launch.js', 'workshop/commands/attachExplorer.ts'].map((path) =>
      join(__dirname, '..', path),
    ),
    intro: [],
    explain: explainPlainly,
  };
  process.exit(await main(program, process.argv.slice(2)));
}

void run();
