import type { CheckReport, Report, StepReport } from '../../harness/parent/suite/Report';
import { likelyMistakes } from '../../mistakes/likelyMistakes';
import type { GradeResult } from '../GradeResult';
import { hideChecks } from '../hideChecks';
import { renderNext } from '../renderNext';
import { SEARCH_CUT } from '../renderPassed';
import { escapeMarkup } from './escapeMarkup';
import { cutReport } from './cutReport';
import { htmlDocument } from './htmlDocument';
import { tellFault } from './tellFault';
import { partsOfCheck } from './partsOfCheck';
import type { Part } from './partsOfCheck';
import { plainLine, plainText } from './plainText';
import { showProblem } from '../../harness/parent/submission/showProblem';
import { STYLE } from './htmlStyle';

/** Returns the report for students as a page. The page loads nothing and has no script. */
export function html(result: GradeResult): string {
  const body =
    result.fault === undefined
      ? bodyOf(result.report, result.hidden)
      : `<h1>Not graded</h1>\n<p>${escapeMarkup(tellFault(result))}</p>`;
  return htmlDocument({ title: 'Cantor: grade', style: STYLE, body });
}

function bodyOf(whole: Report, hidden: ReadonlySet<string>): string {
  const { report, note } = hideChecks(cutReport(whole), hidden);
  const { steps, points, outOf, seed } = report;
  const rows = steps.map(
    ({ step, points: earned, outOf: of }) =>
      `<tr><td>${step.number}</td><td>${escapeMarkup(step.name)}</td><td>${earned} of ${of}</td><td><meter min="0" max="${of}" value="${earned}">${earned} of ${of}</meter></td></tr>`,
  );
  // The lines of the text break where the page does.
  const next = renderNext(steps, {
    columns: 10_000,
    done: { network: false, labs: [] },
    seed,
    all: true,
  });
  return [
    `<h1>${points} of ${outOf} points</h1>`,
    ...(note === undefined ? [] : [`<p>${escapeMarkup(note)}</p>`]),
    `<table>\n<thead><tr><th>step</th><th>name</th><th>points</th><th></th></tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`,
    ...steps.map(sectionOf),
    `<section>\n<pre>${escapeMarkup(plainText(next))}</pre>\n</section>`,
  ].join('\n');
}

function sectionOf(report: StepReport): string {
  const { file, checks, typeErrors, isSearchCut } = report;
  const unloadable = checks.find(({ failure }) => failure?.kind === 'unloadable')?.failure;
  const unwritten = checks.flatMap(({ failure }) =>
    failure?.kind === 'unwritten' ? [failure.got] : [],
  );
  if (checks.length > 0 && unwritten.length === checks.length) {
    const reasons = [...new Set(unwritten)].map((got) => escapeMarkup(plainText(got)));
    return sectionWith(report, [`<p>Not written yet:</p>`, `<pre>${reasons.join('\n')}</pre>`]);
  }
  const inside =
    unloadable === undefined
      ? [
          ...problemsOf(typeErrors.map(showProblem)),
          ...checks.map((check) => detailsOf(check, report)),
          ...likelyOf(report),
          ...(isSearchCut === true ? [`<p>${escapeMarkup(SEARCH_CUT)}</p>`] : []),
        ]
      : [
          `<p>All checks fail, because ${escapeMarkup(plainLine(file))} cannot be loaded:</p>`,
          `<pre>${escapeMarkup(plainText(unloadable.got))}</pre>`,
        ];
  return sectionWith(report, inside);
}

/** Returns the section of a step, with its title and its points. */
function sectionWith({ step, file, points, outOf }: StepReport, inside: readonly string[]): string {
  const title = `Step ${step.number} · ${step.name}`;
  return [
    `<section id="step${step.number}">`,
    `<h2>${escapeMarkup(title)}</h2>`,
    `<p>${points} of ${outOf} points, <code>${escapeMarkup(plainLine(file))}</code></p>`,
    ...inside,
    '</section>',
  ].join('\n');
}

function problemsOf(problems: readonly string[]): string[] {
  if (problems.length === 0) return [];
  const list = problems.slice(0, 20).map((text) => escapeMarkup(plainText(text, 1000)));
  return [
    '<p>TypeScript finds mistakes. The grader runs the checks too.</p>',
    `<pre>${list.join('\n')}</pre>`,
  ];
}

function likelyOf(report: StepReport): string[] {
  const likely = likelyMistakes(report);
  if (likely.length === 0) return [];
  const intro =
    likely.length === 1 ? 'Your likely mistake:' : 'Your likely mistake is one of these:';
  const items = likely.map((cause) => `<li>${escapeMarkup(plainText(cause))}</li>`);
  return [`<p>${intro}</p>`, `<ul>${items.join('')}</ul>`];
}

/** Returns a check. A check that has not passed is open. */
function detailsOf(check: CheckReport, report: StepReport): string {
  const { state, failure, points, outOf, name } = check;
  const label = failure?.kind === 'unwritten' ? 'not written' : state;
  const summary = `<b class="${state === 'passed' ? 'good' : 'bad'}">${signOf(state)} ${label}</b> ${points}/${outOf} ${escapeMarkup(plainLine(name))}`;
  const parts = partsOfCheck(check, report);
  if (parts.length === 0) return `<p class="check">${summary}</p>`;
  const open = state === 'passed' ? '' : ' open';
  return `<details${open}>\n<summary>${summary}</summary>\n<dl>\n${parts.map(rowOf).join('\n')}\n</dl>\n</details>`;
}

function signOf(state: CheckReport['state']): string {
  if (state === 'passed') return '✓';
  return state === 'failed' ? '✗' : '–';
}

function rowOf([label, text]: Part): string {
  return `<dt>${label}</dt><dd><pre>${escapeMarkup(text)}</pre></dd>`;
}
