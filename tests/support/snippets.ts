/** Code in a handout, and the output that it must print. */
export interface Snippet {
  /** The file and the line of the code. */
  place: string;
  language: 'ts' | 'sh';
  code: string;
  output: string;
}

/**
 * Returns the blocks marked `run` in a handout. Each block comes with its output: the next block,
 * which is marked `output`.
 *
 * @throws Error if a block `run` or a block `output` has no partner
 */
export function snippetsOf(file: string, text: string): Snippet[] {
  const fences = [...text.matchAll(/^```(\w+) (run|output)\n([\s\S]*?)^```$/gm)];
  const snippets: Snippet[] = [];
  for (let i = 0; i < fences.length; i += 2) {
    const [[, language, kind, code], next] = [fences[i], fences[i + 1]];
    const place = `${file}:${text.slice(0, fences[i].index).split('\n').length}`;
    if (kind !== 'run' || (language !== 'ts' && language !== 'sh')) {
      throw new Error(
        `${place}: a block marked "ts run" or "sh run" must be before a block marked ${language} ${kind}`,
      );
    }
    if (next?.[2] !== 'output')
      throw new Error(`${place}: a block marked "text output" must follow`);
    snippets.push({ place, language, code, output: next[3] });
  }
  return snippets;
}
