import { join } from 'node:path';
import { COURSE } from '../course/course';
import { SOLUTION } from '../course/parts';
import { readText } from '../course/readText';
import { stopAt } from '../replay/stopAt';

it.each([
  ['a function', 'export function mine(a) {\n  return a;\n}', 2, '{\n   debugger; return a;\n}'],
  ['an async function', 'export async function mine() {\n  await 1;\n}', 2, 'debugger; await 1;'],
  ['a function on one line', 'function mine() { return 1; }', 1, '{  debugger; return 1; }'],
  ['an empty function', 'export function mine() {}', 1, '{ debugger; }'],
  ['an arrow', 'export const mine = (a) => a + 1;', 1, '=> { debugger; return (a + 1); };'],
  ['an object', 'const mine = () => ({ a });', 1, '=> { debugger; return (({ a })); };'],
  ['an arrow with a block', 'const mine = (() => {\n  f();\n}) as F;', 2, 'debugger; f();'],
  ['a function expression', 'let mine = function () {\n\n  f();\n};', 3, 'debugger; f();'],
  ['a method', 'class User {\n  mine() {\n    f();\n  }\n}', 3, 'debugger; f();'],
  ['a field', 'class User {\n  mine = async () => {\n    f();\n  };\n}', 3, 'debugger; f();'],
  ['another name', 'function own() {\n  f();\n}\nexport { own as mine };', 2, 'debugger; f();'],
  ['a comment before', 'function mine() {\n  // why\n  f();\n}', 3, '// why\n   debugger; f();'],
])('stopAt stops at the first statement of %s', (_what, source, line, part) => {
  const stopped = stopAt(source, 'mine');
  expect(stopped).toMatchObject({ line, isFound: true });
  expect(stopped.source).toContain(part);
  expect(stopped.source.split('\n')).toHaveLength(source.split('\n').length);
});

it.each([
  ['no function', 'const mine = 3;'],
  ['only a declaration', 'declare function mine(): void;'],
  ['only a function inside of another', 'function other() {\n  function mine() {}\n}'],
])('stopAt stops at the top of a file with %s', (_what, source) => {
  expect(stopAt(source, 'mine')).toEqual({
    source: `debugger; ${source}`,
    line: 1,
    isFound: false,
  });
});

it('stopAt finds each function of the course', () => {
  for (const { name, functions } of COURSE) {
    const source = readText(join(SOLUTION, `${name}.ts`));
    for (const each of functions) expect(stopAt(source, each).isFound).toBe(true);
  }
});
