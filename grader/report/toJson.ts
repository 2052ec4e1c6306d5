import { handoutOf } from '../course/course';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import type { Report } from '../harness/parent/suite/Report';

/** Returns a report as JSON, for programs. */
export function toJson(report: Report): string {
  const steps = report.steps.map((stepReport) => {
    const { step, ...rest } = stepReport;
    const { number, name } = step;
    return { number, name, handout: handoutOf(step), ...rest, likely: likelyMistakes(stepReport) };
  });
  return `${escape(JSON.stringify({ ...report, steps }, null, 2))}\n`;
}

/** Escapes the characters that can change the display of a terminal. See `clean`. */
function escape(json: string): string {
  return json.replace(/[^\P{C}\n]/gu, (character) =>
    character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
