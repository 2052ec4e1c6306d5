import type { CheckReport, StepReport } from '../../harness/parent/suite/Report';
import type { GradeResult } from '../GradeResult';
import { hiddenCount, hideChecks } from '../hideChecks';
import { escapeMarkup } from './escapeMarkup';
import { tellFault } from './tellFault';
import { partsOfCheck, textOfParts } from './partsOfCheck';
import { plainLine, plainText } from './plainText';

type Attributes = Readonly<Record<string, string | number>>;

/**
 * Returns JUnit XML, as GitLab and Jenkins read it: a test suite for each step, a test case for each
 * check. The points are properties of a suite.
 *
 * @see https://github.com/jenkinsci/xunit-plugin, `junit-10.xsd`
 */
export function junit(result: GradeResult): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${suitesOf(result).join('\n')}\n`;
}

function suitesOf(result: GradeResult): string[] {
  if (result.fault !== undefined) return brokenSuites(tellFault(result));
  const { report, count, note } = hideChecks(result.report, result.hidden);
  const { steps } = report;
  const suites = steps.flatMap(suiteOf);
  if (note !== undefined) suites.push(...hiddenSuite(count, note));
  const cases = steps.flatMap(({ checks }) => checks);
  return element(
    'testsuites',
    {
      name: 'cantor',
      tests: cases.length + (note === undefined ? 0 : 1),
      failures: cases.filter(({ state }) => state === 'failed').length,
      errors: 0,
    },
    suites,
  );
}

function suiteOf(report: StepReport): string[] {
  const { step, file, checks, points, outOf } = report;
  const count = (state: CheckReport['state']): number =>
    checks.filter((check) => check.state === state).length;
  return element(
    'testsuite',
    {
      name: `step ${step.number}, ${step.name}`,
      tests: checks.length,
      failures: count('failed'),
      errors: 0,
      skipped: count('not judged'),
      file: plainLine(file),
    },
    [
      ...propertiesOf({ points, 'out of': outOf }),
      ...checks.flatMap((check) => caseOf(check, report)),
    ],
  );
}

function caseOf(check: CheckReport, step: StepReport): string[] {
  const { name, state, failure, reason, printed } = check;
  const text = textOfParts(partsOfCheck(check, step).filter(([label]) => label !== 'printed'));
  const inside: string[] = [];
  if (state === 'failed') {
    const message = plainLine(failure?.got ?? '', 500);
    inside.push(...textElement('failure', { type: failure?.kind ?? 'wrong', message }, text));
  }
  if (state === 'not judged') {
    inside.push(...element('skipped', { message: plainLine(reason ?? 'not judged', 500) }, []));
  }
  if (printed !== undefined)
    inside.push(...textElement('system-out', {}, plainText(printed, 2000)));
  const classname = `step${step.step.number}.${step.step.name}`;
  return element('testcase', { classname, name: plainLine(name) }, inside);
}

/** A case that was skipped, because the other cases alone can look like a complete success. */
function hiddenSuite(count: number, note: string): string[] {
  const facts = { name: 'hidden', tests: 1, failures: 0, errors: 0, skipped: 1 };
  const inside = element('skipped', { message: note }, []);
  const name = hiddenCount(count);
  return element('testsuite', facts, element('testcase', { classname: 'hidden', name }, inside));
}

function brokenSuites(fault: string): string[] {
  const facts = { name: 'cantor', tests: 1, failures: 0, errors: 1 };
  const error = textElement('error', { type: 'GraderError', message: fault }, fault);
  const only = element('testcase', { classname: 'grader', name: 'The grader worked' }, error);
  return element('testsuites', facts, element('testsuite', facts, only));
}

function propertiesOf(values: Attributes): string[] {
  const lines = Object.entries(values).flatMap(([name, value]) =>
    element('property', { name, value }, []),
  );
  return element('properties', {}, lines);
}

/** Returns the lines of an element with other elements in it. */
function element(name: string, attributes: Attributes, inside: readonly string[]): string[] {
  const begin = `<${name}${attributesOf(attributes)}`;
  if (inside.length === 0) return [`${begin}/>`];
  return [`${begin}>`, ...inside.map((line) => `  ${line}`), `</${name}>`];
}

/** Returns an element with a text, whose lines are not indented, in one entry. */
function textElement(name: string, attributes: Attributes, text: string): string[] {
  return [`<${name}${attributesOf(attributes)}>${escapeMarkup(text)}</${name}>`];
}

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join('');
}
