import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE, handoutOf } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { specificationOf } from '../../grader/course/specificationOf';
import type { CheckReport } from '../../grader/harness/parent/suite/Report';
import { COURSE_PAGES, pageOfLink } from '../page/coursePages';
import { diagramOf, DIAGRAMS, diagramsIn } from '../page/diagramOf';
import { editorLink, editorOfCommand, EDITORS } from '../page/channel/editors';
import { sentenceStates } from '../page/grading/sentenceStates';
import { highlightCode } from '../page/highlightCode';
import { renderHandout } from '../page/renderHandout';

it.each(COURSE.map((step) => [step.name, step] as const))(
  'each sentence of the handout of %s has its number, and nothing else has one',
  (_name, step) => {
    const html = renderHandout(readFileSync(join(ROOT, handoutOf(step)), 'utf8'), handoutOf(step));
    const numbers = [...html.matchAll(/<li value="(\d+)" id="sentence-(\d+)"/g)].map(
      ([, value, id]) => [Number(value), Number(id)],
    );
    expect(numbers).toEqual([...specificationOf(step).keys()].map((number) => [number, number]));
    expect(html).not.toMatch(/<h2>Hints|Almost code/);
    expect(html).toContain('<summary>Answer</summary>');
  },
);

it('each diagram of the page is drawn, and there is no other drawing', () => {
  const texts = [...COURSE_PAGES.values()].flatMap((file) =>
    diagramsIn(readFileSync(join(ROOT, file), 'utf8')),
  );
  // If this fails, `explorer/browser/diagrams/drawDiagrams.ts` draws the diagrams again.
  expect(readdirSync(DIAGRAMS).sort()).toEqual([...new Set(texts.map(diagramOf))].sort());
});

it.each([
  ['exercises/README.md', '03-mine.md', 'step3'],
  ['exercises/README.md', 'labs/a-partition.md', 'lab-a'],
  ['exercises/labs/a-partition.md', '../README.md#the-steps', 'map'],
  ['exercises/12-catchUp.md', 'protocol.md#the-wire', 'protocol'],
  ['exercises/README.md', '#the-steps', undefined],
  ['exercises/README.md', '../../etc/passwd', undefined],
  ['exercises/README.md', '../SECURITY.md', undefined],
  ['exercises/README.md', 'javascript:alert(1)', undefined],
])('in %s, the link to %s leads to the page %s', (file, href, page) => {
  expect(pageOfLink(file, href)).toBe(page);
});

it('HTML in a handout is shown as text, and no link runs a script', () => {
  const html = renderHandout(
    [
      '# <img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '<details open ontoggle=alert(1)>',
      '[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example)',
      '![<b>](https://evil.example/x.png) <https://fine.example/"onclick=x>',
      '`<i>` 2<sup>8</sup> <sup onclick=x>',
      '```sh "><script>\n</code><script>alert(1)</script>\n```',
      '1. <svg onload=alert(1)>',
      '```ts run\nconst a = "</code><script>"; // <img src=x>\n`<b>${1}`;\n```',
    ].join('\n\n'),
    'exercises/README.md',
  );
  const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/g)].map(([, tag, rest]) => tag + rest);
  expect([...new Set(tags)].sort()).toEqual([
    'a',
    'a href="https://fine.example/&quot;onclick=x" target="_blank" rel="noopener noreferrer"',
    'button',
    'button class="copy" aria-label="Copy this code"',
    'code',
    'div',
    'div class="code shell"',
    'div class="code snippet"',
    'em',
    'h1',
    'li',
    'li value="1"',
    'ol',
    'p',
    'pre',
    'pre tabindex="0"',
    'span',
    'span class="word-comment"',
    'span class="word-keyword"',
    'span class="word-number"',
    'span class="word-string"',
    'sup',
  ]);
  expect(html).toContain('2<sup>8</sup>');
});

it('code has colours, also over several lines, and its text stays the same', () => {
  const code = 'const a = 1; /* one\ntwo */ let b = `x\n${a}`;';
  const html = highlightCode(code);
  expect(html).toContain('<span class="word-keyword">const</span> a');
  expect(html).toContain('<span class="word-comment">two */</span> <span class="word-keyword">let');
  expect(html).toContain('<span class="word-number">1</span>');
  expect(html.replaceAll(/<[^>]*>/g, '')).toBe(code);
});

it.each([
  ['code --wait', 'vscode'],
  ['/usr/local/bin/code-insiders', 'vscode-insiders'],
  ['"C:\\Program Files\\Cursor\\Cursor.exe" --wait', 'cursor'],
  ['idea64.exe', 'idea'],
  ['vim', null],
  ['', null],
  ['javascript', null],
  ['constructor', null],
])('the command %s starts the editor %s', (command, id) => {
  expect(editorOfCommand(command)).toBe(id);
});

it.each([
  ['vscode', '/home/a b', 'vscode://file/home/a%20b/starter/mine.ts:3'],
  ['cursor', 'C:\\course', 'cursor://file/C%3A/course/starter/mine.ts:3'],
  ['idea', '/home/a&b', 'idea://open?file=/home/a%26b/starter/mine.ts&line=3'],
  ['webstorm', 'C:\\course', 'webstorm://open?file=C%3A/course/starter/mine.ts&line=3'],
])('%s opens a file in %s with %s', (id, root, link) => {
  const editor = EDITORS.find((each) => each.id === id);
  expect(editor && editorLink(editor, root, 'starter/mine.ts', 3)).toBe(link);
});

it('a failed check that knows the broken sentence leaves its other sentences open', () => {
  const check = (
    state: CheckReport['state'],
    sentence: number[],
    broken?: number,
  ): CheckReport => ({
    ...{ name: '', state, points: 0, outOf: 1, of: '', sentence, why: '' },
    ...(state === 'failed' && {
      failure: { kind: 'wrong', tried: '', expected: '', got: '', sentence: broken },
    }),
  });
  const states = sentenceStates([
    check('passed', [1, 2, 3, 4]),
    check('failed', [2, 3], 3),
    check('failed', [4, 5]),
    check('not judged', [6, 1]),
    check('passed', [6]),
  ]);
  expect(states).toEqual({
    1: 'not judged',
    2: 'not judged',
    3: 'failed',
    4: 'failed',
    5: 'failed',
    6: 'not judged',
  });
});
