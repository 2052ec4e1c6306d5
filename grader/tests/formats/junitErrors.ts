import type { XmlElement } from './parseXml';

/** What an element can contain. */
interface Rule {
  required: readonly string[];
  optional: readonly string[];
  children: readonly string[];
}

const OUTCOME: Rule = { required: [], optional: ['type', 'message'], children: [] };

/** The rules of Jenkins' `junit-10.xsd`, for the elements that we write. */
const RULES: Readonly<Record<string, Rule>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  properties: { required: [], optional: [], children: ['property'] },
  property: { required: ['name', 'value'], optional: [], children: [] },
  failure: OUTCOME,
  error: OUTCOME,
  skipped: OUTCOME,
  'system-out': { required: [], optional: [], children: [] },
};

/** Returns the mistakes in JUnit XML: unknown elements and attributes, and wrong numbers. */
export function junitErrors(element: XmlElement): string[] {
  const { name, attributes, children } = element;
  const rule = RULES[name];
  if (rule === undefined) return [`there is no element ${name}`];
  const known = [...rule.required, ...rule.optional];
  return [
    ...rule.required.filter((key) => !(key in attributes)).map((key) => `${name} needs ${key}`),
    ...Object.keys(attributes)
      .filter((key) => !known.includes(key))
      .map((key) => `${name} has no ${key}`),
    ...children
      .filter((child) => !rule.children.includes(child.name))
      .map((child) => `${name} cannot contain ${child.name}`),
    ...countErrors(element),
    ...children.flatMap(junitErrors),
  ];
}

function countErrors({ name, attributes, children }: XmlElement): string[] {
  if (name === 'testsuites') {
    return ['tests', 'failures', 'errors'].flatMap((key) =>
      sumOf(children, key) === Number(attributes[key]) ? [] : [`the sum of ${key} is wrong`],
    );
  }
  if (name !== 'testsuite') return [];
  const cases = children.filter((child) => child.name === 'testcase');
  const count = (outcome: string): number =>
    cases.filter((each) => each.children.some((child) => child.name === outcome)).length;
  const right: Record<string, number> = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
  return Object.entries(right).flatMap(([key, value]) =>
    value === Number(attributes[key] ?? 0) ? [] : [`${key} of ${attributes.name} is wrong`],
  );
}

function sumOf(elements: readonly XmlElement[], key: string): number {
  return elements.reduce((sum, { attributes }) => sum + Number(attributes[key]), 0);
}
