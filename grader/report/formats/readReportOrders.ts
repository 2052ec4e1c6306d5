import { resolve } from 'node:path';
import { UsageError } from '../../../solution/supplied/program/readArguments';
import { FORMATS } from './formats';
import type { FormatName } from './formats';
import type { ReportOrder } from './ReportFiles';

/** The file name that means the summary of the job on GitHub. */
const SUMMARY = '-';

/**
 * Reads the values of `--report`, such as `json=out/report.json`.
 *
 * @throws UsageError for an unknown format, a missing file name, or a file that is named twice
 */
export function readReportOrders(
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ReportOrder[] {
  const orders = words.flatMap(splitOfNpm).map((word) => readOrder(word, env));
  const twice = orders.find(({ path }, i) => orders.findIndex((each) => each.path === path) !== i);
  if (twice !== undefined) throw new UsageError(`--report names ${twice.name} twice`);
  return orders;
}

/** Returns the requested reports of a wrong command line, so that the reports can say what is wrong. */
export function findReportOrders(argv: readonly string[]): ReportOrder[] {
  const words = argv.flatMap((word, i) => {
    if (/^(--)?report$/.test(argv[i - 1] ?? '')) return [word];
    return word.startsWith('--report=') ? [word.slice('--report='.length)] : [];
  });
  const { npm_config_report: ofNpm } = process.env;
  if (ofNpm !== undefined && words.length === 0) words.push(ofNpm);
  return words.flatMap(splitOfNpm).flatMap((word) => {
    try {
      return [readOrder(word, process.env)];
    } catch {
      return []; // the message about the command line names the mistake
    }
  });
}

function readOrder(word: string, env: NodeJS.ProcessEnv): ReportOrder {
  const at = word.indexOf('=');
  const format = at < 0 ? word : word.slice(0, at);
  const name = at < 0 ? '' : word.slice(at + 1);
  if (!isFormat(format)) {
    const names = Object.keys(FORMATS).join(', ');
    throw new UsageError(`there is no report format "${format}": the formats are ${names}`);
  }
  if (name === '') throw new UsageError(`--report needs a file: --report ${format}=FILE`);
  if (name !== SUMMARY) return { format, name, path: resolve(name), appends: false };
  if (format !== 'github') throw new UsageError(`--report ${format}=- needs the name of a file`);
  const { GITHUB_STEP_SUMMARY: summary } = env;
  if (!summary)
    throw new UsageError('--report github=- needs $GITHUB_STEP_SUMMARY, which GitHub sets');
  return { format, name, path: resolve(summary), appends: true };
}

/** Returns the values of an option that npm took from the command line several times. */
function splitOfNpm(word: string): string[] {
  return word.split('\n\n');
}

function isFormat(word: string): word is FormatName {
  return Object.hasOwn(FORMATS, word);
}
