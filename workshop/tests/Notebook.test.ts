import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stepOf } from '../../grader/course/course';
import { Notebook } from '../student/Notebook';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cantor-notebook-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const file = (): string => join(root, '.cantor.json');

it('a notebook knows with which parts the network has passed', () => {
  const notebook = new Notebook(root);
  expect(notebook.hasNetworkPassed('one')).toBe(false);
  notebook.setNetworkPassed('one');
  expect(new Notebook(root).hasNetworkPassed('one')).toBe(true);
  expect(notebook.hasNetworkPassed('two')).toBe(false);
  notebook.setNetworkPassed(undefined);
  expect(notebook.hasNetworkPassed('one')).toBe(false);
});

it('a notebook knows the labs, each once', () => {
  const notebook = new Notebook(root);
  for (const letter of ['c', 'a', 'c']) notebook.addLab(letter);
  expect(new Notebook(root).labs).toEqual(['a', 'c']);
});

it('a notebook knows the seed of the last report of a step', () => {
  const notebook = new Notebook(root);
  expect(notebook.seedOf(stepOf('mine'))).toBeUndefined();
  notebook.setSeed(stepOf('mine'), 77);
  expect(new Notebook(root).seedOf(stepOf('mine'))).toBe(77);
  for (const wrong of ['"x"', '-1', '1.5', '4294967296', 'null']) {
    writeFileSync(file(), `{"seeds":{"mine":${wrong}}}`);
    expect(notebook.seedOf(stepOf('mine'))).toBeUndefined();
  }
});

it('a notebook of an earlier version is kept', () => {
  writeFileSync(file(), '{"hints":{"mine":2},"passed":{"mine":"one"}}');
  const notebook = new Notebook(root);
  expect(notebook.labs).toEqual([]);
  notebook.addLab('a');
  expect(notebook.hintsOf(stepOf('mine'))).toBe(2);
  expect(notebook.hasPassed(stepOf('mine'), 'one')).toBe(true);
});

it('a broken notebook is empty', () => {
  for (const text of ['', 'null', '{"labs":3,"network":{}}']) {
    writeFileSync(file(), text);
    const notebook = new Notebook(root);
    expect(notebook.labs).toEqual([]);
    expect(notebook.hasNetworkPassed('one')).toBe(false);
    notebook.setHints(stepOf('mine'), 1);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ hints: { mine: 1 } });
  }
});
