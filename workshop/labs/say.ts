import { styled } from '../../solution/supplied/program/render';

/** The widest line that is written. */
const WIDTH = 80;

/** Writes lines; one that is too long goes on below, indented as it began. */
export function say(...lines: string[]): void {
  for (const line of lines.flatMap(wrap)) process.stdout.write(`${line}\n`);
}

export function title(text: string): void {
  say('');
  process.stdout.write(`${styled('bold', text)}\n`);
}

/** @throws Error if something that must hold does not */
export function check(what: string, holds: boolean): void {
  if (!holds) throw new Error(`it is not so that ${what}`);
}

function wrap(line: string): string[] {
  if (line.length <= WIDTH) return [line];
  const [start] = /^\s*(?:- |\d+\. )?/.exec(line) ?? [''];
  const end = line.lastIndexOf(' ', WIDTH);
  if (end <= start.length) return [line];
  return [line.slice(0, end), ...wrap(' '.repeat(start.length) + line.slice(end + 1))];
}
