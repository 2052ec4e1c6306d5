import { handoutOf } from '../../course/course';
import { specificationOf } from '../../course/specificationOf';
import type { CheckReport, StepReport } from '../../harness/parent/suite/Report';
import { blameEarlier } from '../blameEarlier';
import { placeOf } from '../placeOf';
import { sentencesInWords } from '../sentencesInWords';
import { plainLine, plainText } from './plainText';

/** A part of an explanation: a word such as `expected`, and the text beside it. */
export type Part = [label: string, text: string];

/** True if the check was not made, because there is no function or no file that can be loaded. */
export function isNotMade({ failure }: CheckReport): boolean {
  return failure?.kind === 'unwritten' || failure?.kind === 'unloadable';
}

/** Returns what a report says about a check besides its name and points. */
export function partsOfCheck(check: CheckReport, { step, file }: StepReport): Part[] {
  const { failure, reason, standsOn, printed, sentence, why } = check;
  const parts: Part[] = [];
  if (failure !== undefined && isNotMade(check)) {
    parts.push(['got', plainText(failure.got)]);
  } else if (failure !== undefined) {
    const broken = failure.sentence;
    const [label, text] =
      broken === undefined
        ? ['why', why]
        : ['handout', `${broken}. ${specificationOf(step).get(broken) ?? ''}`];
    const numbers = sentencesInWords(broken ?? sentence);
    parts.push(
      ['tried', plainText(failure.tried)],
      ['expected', plainText(failure.expected)],
      ['got', plainText(failure.got)],
      [label, plainText(text)],
      ['where', plainLine(`${placeOf(failure) ?? file}; ${handoutOf(step)}, ${numbers}`)],
    );
  }
  if (reason !== undefined) parts.push(['not judged', plainText(reason)]);
  if (standsOn !== undefined) {
    parts.push(['but', plainLine(`${blameEarlier('this check fails', standsOn)}.`)]);
  }
  if (printed !== undefined) parts.push(['printed', plainText(printed.trimEnd(), 2000)]);
  return parts;
}

/** Returns parts as text, one below the other. */
export function textOfParts(parts: readonly Part[]): string {
  const width = Math.max(0, ...parts.map(([label]) => label.length)) + 2;
  return parts
    .map(([label, text]) => label.padEnd(width) + text.replaceAll('\n', `\n${' '.repeat(width)}`))
    .join('\n');
}
