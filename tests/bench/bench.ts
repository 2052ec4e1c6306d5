import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { showProgress } from '../../grader/report/showProgress';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import { readCount } from '../../workshop/commands/readCount';
import { runCommand } from '../../workshop/commands/runCommand';
import { curveOf } from './curveOf';
import { measureRow } from './measureRow';
import type { Measured } from './measureRow';
import type { Row } from './Row';
import { CHAINS } from './rows/chains';
import { GRADING } from './rows/coldGrading';
import { HASHING } from './rows/hashing';
import { MINERS } from './rows/miners';
import { MOST_A_PAIR, USERS } from './rows/users';

const ROWS: readonly Row[] = [...HASHING, ...MINERS, ...CHAINS, ...USERS, ...GRADING];

const HELP = `Measures how fast the network and the grader are, each figure
beside something else in the same minute. The table shows the
median of the ratios, and the lowest and the highest.

  npm run bench              all figures, a quarter of an hour
  npm run bench only append  one figure
  npm run bench pairs 9      more pairs for each figure (5)
  npm run bench json FILE    also writes the ratios
  npm run bench svg FILE     also draws the joins as a curve

The figures: ${ROWS.map(({ name }) => name)
  .join(', ')
  .replace(/(.{40,52}) /g, '$1\n')}

Exit code: 0 all goals met, 1 a goal missed, 2 wrong usage.`;

const FLAGS = {
  only: 'string',
  pairs: 'string',
  json: 'string',
  svg: 'string',
  help: 'boolean',
} as const;
const PAIRS = 5;

runCommand('npm run bench', async (argv) => {
  const given = readArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const pairs = given.pairs === undefined ? PAIRS : readCount('pairs', given.pairs);
  const rows = ROWS.filter(({ name }) => given.only === undefined || name === given.only);
  if (rows.length === 0) throw new UsageError(`there is no figure "${given.only}"`);
  if (given.svg !== undefined && rows.every(({ users }) => users === undefined)) {
    throw new UsageError('the curve needs the figures of the joins');
  }
  const progress = showProgress();
  const measured: Measured[] = [];
  console.log('| figure | beside | ratio | spread | goal |\n| --- | --- | --- | --- | --- |');
  for (const row of rows) {
    progress.show(`measuring ${row.what} …`);
    const each = await measureRow(row, pairs);
    measured.push(each);
    progress.end();
    console.log(lineOf(each));
  }
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`;
  console.log(`\n${date}, ${machine}`);
  if (given.json !== undefined) {
    const ratios = measured.map(({ row, ...figures }) => ({ name: row.name, ...figures }));
    writeFileSync(given.json, `${JSON.stringify({ date, machine, ratios }, null, 2)}\n`);
  }
  if (given.svg !== undefined) {
    const points = measured.flatMap(({ row: { users }, median }) =>
      users === undefined ? [] : [{ x: users, ratio: median }],
    );
    const title = 'The work for each pair of users, in connections';
    writeFileSync(
      given.svg,
      curveOf({ title, unit: 'users that join', goal: MOST_A_PAIR }, points),
    );
  }
  return measured.every(({ isMet }) => isMet) ? 0 : 1;
});

function lineOf({ row, median, lowest, highest, isMet }: Measured): string {
  const { what, beside, goal } = row;
  const wanted = 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
  const spread = `${lowest.toFixed(2)} to ${highest.toFixed(2)}`;
  return `| ${what} | ${beside} | ${median.toFixed(2)} | ${spread} | ${wanted}${isMet ? '' : ', missed'} |`;
}
