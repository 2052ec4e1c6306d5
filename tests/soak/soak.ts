import { randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../grader/harness/parent/suite/Random';
import { showProgress } from '../../grader/report/showProgress';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import type { Endpoint } from '../../solution/supplied/types';
import { runCommand } from '../../workshop/commands/runCommand';
import { BEGIN, withUsers } from '../support/UserProcess';
import { EXPLORER_ATTACKS, NO_ATTACK, STRANGER_ATTACKS } from './attacks/strangerAttacks';
import type { Answers } from './askFor';
import { bundleFaultyUsers } from './bundleFaultyUsers';
import { explorerUnderAttack } from './explorerUnderAttack';
import { FaultedRun } from './FaultedRun';
import { soakUser } from './soakUser';
import { underAttack } from './underAttack';

const HELP = `Attacks users in processes of their own.

  npm run soak               100,000 hostile messages, minutes
  npm run soak messages 500  fewer
  npm run soak seed 7        the same messages again
  npm run soak attacks       strangers that hold on to the user
  npm run soak runs 200      faults of a whole network, 20 s each

The messages are real ones of which bytes or parts are
changed, sent in pieces, twice, or broken off. The user must
answer or close each connection, answer honest questions
meanwhile, keep a valid chain, and give its memory back.

With attacks, an honest user asks questions beside each
stranger, and an honest peer has blocks that the user lacks.
Then strangers attack the explorer.

With runs, five users are on a network that delays, loses and
cuts. Some are killed and come back, one mines in private,
and the clocks are 90 s apart. After it heals, all must be on
one chain within ten blocks, and keep what they promised.

Exit code: 0 it lives, 1 it does not, 2 wrong usage.`;

const FLAGS = {
  messages: 'string',
  seed: 'string',
  attacks: 'boolean',
  runs: 'string',
  help: 'boolean',
} as const;

/** How long each attack takes, in milliseconds. */
const ATTACK_MS = 10_000;

/** A user that mines one coin, and then rests for an hour. */
const AT_REST = ['--port', '0', '--rest', '3600', '--gossip', '0.2', '--difficulty', '8'];

runCommand('npm run soak', async (argv) => {
  const given = readArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const messages = readNumber('messages', given.messages ?? '100000');
  const seed = readNumber('seed', given.seed ?? String(randomInt(1, 10_000_000)));
  const folder = mkdtempSync(join(tmpdir(), 'cantor-soak-'));
  chmodSync(folder, 0o711);
  process.env.CANTOR_TEST_FOLDER = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  if (given.attacks) return attack();
  return given.runs === undefined
    ? soak(messages, seed)
    : playRuns(readNumber('runs', given.runs), seed);
});

async function soak(messages: number, seed: number): Promise<number> {
  console.log(`To repeat: npm run soak messages ${messages} seed ${seed}`);
  const progress = showProgress();
  await withUsers(async (start) => {
    const begun = performance.now();
    const result = await soakUser(start('alice', BEGIN), { messages, seed, show: progress.show });
    progress.end();
    const { answered, slowestMs, gained, keptBytes } = result;
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    console.log(
      `${messages} messages in ${seconds} s; ${answered} were answered, all others closed.`,
    );
    console.log(`An honest question took at most ${slowestMs.toFixed(0)} ms.`);
    console.log(`The chain gained ${gained} valid blocks.`);
    if (keptBytes !== undefined) {
      const kept = (Math.abs(keptBytes) / 2 ** 20).toFixed(1);
      console.log(`Memory afterwards: ${kept} MB ${keptBytes < 0 ? 'less' : 'more'} than before.`);
    }
  }).finally(() => progress.end());
  return 0;
}

/** Returns 1 if a run failed. */
async function playRuns(runs: number, first: number): Promise<number> {
  const code = await bundleFaultyUsers();
  const progress = showProgress();
  let failures = 0;
  for (let run = 0; run < runs; run++) {
    const seed = first + run;
    progress.show(`run ${run + 1} of ${runs} …`);
    try {
      const { blocks, payments, healedAfter } = await FaultedRun.play(code, new Random(`${seed}`));
      console.log(
        `seed ${seed}: ${blocks} blocks, ${payments} payments, healed after ${healedAfter} blocks`,
      );
    } catch (error) {
      failures++;
      console.log(
        `seed ${seed} FAILED: ${String(error)}\nTo repeat: npm run soak runs 1 seed ${seed}`,
      );
    }
  }
  progress.end();
  console.log(`${runs - failures} of ${runs} runs healed.`);
  return failures === 0 ? 0 : 1;
}

/** Returns 1 if an honest question had no answer. */
async function attack(): Promise<number> {
  const progress = showProgress();
  let unanswered = 0;
  const tell = (name: string, { asked, answered, medianMs, slowestMs }: Answers): void => {
    unanswered += asked - answered;
    progress.end();
    console.log(`${name}:
  ${answered} of ${asked} questions answered; median ${medianMs.toFixed(0)} ms, slowest ${slowestMs.toFixed(0)} ms`);
  };
  const onUser = (name: string, run: (user: Endpoint) => Promise<void>): Promise<void> =>
    withUsers(async (start) => {
      progress.show(`${name} …`);
      const { host, port } = await start('alice', AT_REST).ready();
      await run({ host, port });
    }).finally(() => progress.end());
  for (const each of [NO_ATTACK, ...STRANGER_ATTACKS]) {
    await onUser(each.name, async (user) => {
      const served = await underAttack(user, each, ATTACK_MS);
      tell(each.name, served);
      const seconds = (served.caughtUpMs / 1000).toFixed(1);
      console.log(`  blocks of an honest stranger after ${seconds} s`);
    });
  }
  console.log('The explorer:');
  for (const each of [NO_ATTACK, ...EXPLORER_ATTACKS]) {
    await onUser(each.name, async (user) =>
      tell(each.name, await explorerUnderAttack(user, each, ATTACK_MS)),
    );
  }
  return unanswered === 0 ? 0 : 1;
}

/** @throws UsageError if the word is not a whole number from 1 to 9,999,999 */
function readNumber(flag: string, word: string): number {
  if (/^[1-9]\d{0,6}$/.test(word)) return Number(word);
  throw new UsageError(`--${flag} is a whole number from 1 to 9999999`);
}
