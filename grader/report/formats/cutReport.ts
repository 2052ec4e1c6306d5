import type { CheckReport, Report } from '../../harness/parent/suite/Report';

/** The longest text of a field, in UTF-16 units. */
const LONGEST = 4000;
/** A word that is too long. Breaking such a word into lines takes seconds. */
const LONG_WORD = /(\S{300})\S+/g;

/** Returns a report without long texts and long words. A submission can control most of the texts. */
export function cutReport(report: Report): Report {
  const steps = report.steps.map((step) => ({
    ...step,
    file: cut(step.file),
    typeErrors: step.typeErrors.map(cutTexts),
    checks: step.checks.map(cutCheck),
  }));
  return { ...report, steps };
}

function cutCheck(check: CheckReport): CheckReport {
  const { failure } = check;
  if (failure === undefined) return cutTexts(check);
  const { place } = failure;
  return {
    ...cutTexts(check),
    failure: { ...cutTexts(failure), ...(place && { place: cutTexts(place) }) },
  };
}

/** Returns an object in which each field that is a text is cut. */
function cutTexts<T extends object>(value: T): T {
  const entries = Object.entries(value).map(([key, field]: [string, unknown]) => [
    key,
    typeof field === 'string' ? cut(field) : field,
  ]);
  return Object.fromEntries(entries) as T;
}

function cut(text: string): string {
  const shorter = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return shorter.replace(LONG_WORD, '$1…');
}
