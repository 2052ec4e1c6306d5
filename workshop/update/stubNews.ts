import ts from 'typescript';

/** How a function of a stub has changed. */
export interface StubNews {
  name: string;
  change: 'is new' | 'is gone' | 'has another signature' | 'has another doc comment';
}

interface Described {
  doc: string;
  signature: string;
}

/**
 * Compares the functions of a step that two versions of its stub describe.
 *
 * @param before the old stub; an empty text if there was none
 */
export function stubNews(before: string, after: string): StubNews[] {
  const old = functionsOf(before);
  const current = functionsOf(after);
  const news: StubNews[] = [];
  for (const [name, { doc, signature }] of current) {
    const was = old.get(name);
    if (was === undefined) news.push({ name, change: 'is new' });
    else if (was.signature !== signature) news.push({ name, change: 'has another signature' });
    else if (was.doc !== doc) news.push({ name, change: 'has another doc comment' });
  }
  const gone = [...old.keys()].filter((name) => !current.has(name));
  return [...news, ...gone.map((name) => ({ name, change: 'is gone' }) as const)];
}

/** Returns the number of the step to which a stub belongs, from its `@step` tags. */
export function stepNumberOf(stub: string): number | undefined {
  const number = /@step (\d+)/.exec(stub)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Returns the functions with `@step`. The length of spaces and lines does not count. */
function functionsOf(source: string): Map<string, Described> {
  const file = ts.createSourceFile('stub.ts', source, ts.ScriptTarget.Latest, true);
  const found = new Map<string, Described>();
  const visit = (node: ts.Node): void => {
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name) {
      const doc = source.slice(node.getFullStart(), node.getStart());
      const signature = source.slice(node.getStart(), node.body?.getStart() ?? node.end);
      if (/@step \d/.test(doc)) {
        found.set(node.name.getText(), { doc: flat(doc), signature: flat(signature) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function flat(text: string): string {
  return text.replace(/[\s*]+/g, ' ').trim();
}
