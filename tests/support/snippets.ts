/** Code in a handout, and what it must print. */
export interface Snippet {
  /** File and line. */
  place: string;
  language: 'ts' | 'sh';
  code: string;
  output: string;
}

/**
 * Returns the code marked `run` in a handout, each with the block marked `output` after it.
 *
 * @throws Error for code without output, or output without code
 */
export function snippetsOf(file: string, text: string): Snippet[] {
  const fences = [...text.matchAll(/^```(\w+) (run|output)\n([\s\S]*?)^```$/gm)];
  const snippets: Snippet[] = [];
  for (let i = 0; i < fences.length; i += 2) {
    const [[, language, kind, code], next] = [fences[i], fences[i + 1]];
    const place = `${file}:${text.slice(0, fences[i].index).split('\n').length}`;
    if (kind !== 'run' || (language !== 'ts' && language !== 'sh')) {
      throw new Error(`${place}: a block marked ${language} ${kind} has nothing to run before it`);
    }
    if (next?.[2] !== 'output') throw new Error(`${place}: no block marked "text output" follows`);
    snippets.push({ place, language, code, output: next[3] });
  }
  return snippets;
}
