import type { CheckReport, StepReport } from '../../harness/parent/suite/Report';
import type { GradeResult } from '../GradeResult';
import { hideChecks } from '../hideChecks';
import { escapeMarkup } from './escapeMarkup';
import { tellFault } from './tellFault';
import { partsOfCheck, textOfParts } from './partsOfCheck';
import { plainLine } from './plainText';

/** GitHub refuses a summary of more than 1 MiB. For longer failures, it refers to the log. */
const MOST_BYTES = 900_000;

/** Returns the summary of a job for GitHub, as Markdown: a table of steps, and all failures. */
export function github(result: GradeResult): string {
  if (result.fault !== undefined) return `## Grade\n\n${inline(tellFault(result))}\n`;
  const { report, note } = hideChecks(result.report, result.hidden);
  const rows = report.steps.map(({ step, points, outOf, checks }) => {
    const passed = checks.filter(({ state }) => state === 'passed').length;
    return `| ${step.number} | ${inline(step.name)} | ${points} of ${outOf} | ${passed} of ${checks.length} |`;
  });
  const parts = [
    `## Grade: ${report.points} of ${report.outOf} points`,
    ...(note === undefined ? [] : [note]),
    ['| step | name | points | checks passed |', '| --: | :-- | --: | --: |', ...rows].join('\n'),
  ];
  let left = MOST_BYTES - Buffer.byteLength(parts.join('\n\n'));
  for (const step of report.steps) {
    const text = failuresOf(step);
    const bytes = Buffer.byteLength(text) + 2;
    if (text === '') continue;
    if (bytes > left) {
      parts.push(
        `The failures of step ${step.step.number} are too long for this page. See the log.`,
      );
      continue;
    }
    left -= bytes;
    parts.push(text);
  }
  return `${parts.join('\n\n')}\n`;
}

function failuresOf(report: StepReport): string {
  const { step, checks } = report;
  const failed = checks.filter(({ state }) => state !== 'passed');
  if (failed.length === 0) return '';
  const kinds = new Set(failed.map(({ failure }) => failure?.kind));
  const isSame = kinds.size === 1 && (kinds.has('unwritten') || kinds.has('unloadable'));
  const shown = isSame ? failed.slice(0, 1) : failed;
  const list = shown.map((check) => explain(check, report));
  return [`### Step ${step.number}, ${inline(step.name)}`, ...list].join('\n\n');
}

function explain(check: CheckReport, report: StepReport): string {
  const text = textOfParts(partsOfCheck(check, report));
  const score = `${check.points}/${check.outOf}`;
  return `**${inline(check.name)}** (${check.state}, ${score})\n\n<pre>\n${escapeMarkup(text)}\n</pre>`;
}

/**
 * Returns a text that Markdown shows unchanged, in one line. Each special character becomes an
 * entity. After `@`, a space without width prevents that GitHub tells the person with that name.
 */
function inline(text: string): string {
  return plainLine(text, 500).replace(/[^\p{L}\p{N} ,’]/gu, (character) => {
    const entity = `&#${character.codePointAt(0)};`;
    return character === '@' ? `${entity}&#8203;` : entity;
  });
}
