import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../../grader/course/parts';
import { atExit } from '../../grader/harness/parent/sandbox/atExit';
import { HAS_GROUPS } from '../../grader/harness/parent/sandbox/killGroup';
import type { Report } from '../../grader/harness/parent/suite/Report';
import type { Order } from '../../grader/proof/gradeInNewProcess';
import { readableName } from './reader/readableName';

/** How long the grading of one student can take, in milliseconds. */
const LONGEST_MS = 45 * 60 * 1000;
/** The maximum size of a report, in bytes. */
const LONGEST_REPORT = 256 * 1024 * 1024;
/** Ctrl-C can reach the grading a moment before it reaches us, in milliseconds. */
const LATE_MS = 300;
/** The maximum length of a reason, in characters. */
const LONGEST_REASON = 200;

/**
 * Grades a folder in a guarded process of its own, as `npm run grade` does.
 *
 * @param file where to write the order for that process
 * @param signal stops the grading
 * @returns the report, or why there is no report. Meaningless after `signal`
 */
export async function gradeGuarded(
  order: Order,
  file: string,
  signal: AbortSignal,
): Promise<{ report: Report } | { reason: string }> {
  writeFileSync(file, JSON.stringify([order]));
  const child = spawn(
    process.execPath,
    [
      join('workshop', 'commands', 'launchGuarded.js'),
      join('grader', 'proof', 'gradingProcess.ts'),
      file,
    ],
    // In a group of its own, it does not get the Ctrl-C of the terminal. We send it a signal.
    { cwd: ROOT, detached: HAS_GROUPS, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const end = (): void => void child.kill('SIGTERM');
  const forget = atExit(end);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  let tooMuch: string | undefined;
  const stop = (why: string): void => {
    tooMuch ??= why;
    end();
  };
  const timer = setTimeout(stop, LONGEST_MS, 'the grading did not end within 45 minutes');
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_REPORT) stop('the report is too long');
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (itsCode, itsSignal) => resolve(itsCode ?? itsSignal ?? 'no code'));
  });
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
  forget();
  if (tooMuch !== undefined) return { reason: tooMuch };
  if (code !== 0) {
    await wait(LATE_MS);
    return { reason: reasonOf(`ended with ${code}`, said) };
  }
  try {
    const [report] = JSON.parse(Buffer.concat(chunks).toString()) as Report[];
    if (report.faults.length === 0) return { report };
    return { reason: reasonOf('ended with a fault', report.faults[0]) };
  } catch {
    return { reason: reasonOf('ended before its report was complete', said) };
  }
}

function reasonOf(how: string, said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const told = lines.findLast((line) => /stopped|Error/.test(line)) ?? lines.at(-1);
  const line = readableName(Buffer.from((told ?? '').trim())).slice(0, LONGEST_REASON);
  return `the grading itself ${how}${line === '' ? '' : `: ${line}`}`;
}
