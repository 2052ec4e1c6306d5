import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../fingerprintOf';
import { ROOT } from '../parts';
import { readText } from '../readText';

/** What decides which checks a mutant loses. */
const SOURCES = [
  'grader/course.ts',
  'grader/parts.ts',
  'grader/harness',
  'grader/mutants',
  'grader/proof/looksOf.ts',
  'grader/scenarios',
  'grader/steps',
  'solution',
];

/** A fingerprint of all that the proof rests on: where it differs, the proof is out of date. */
export function madeFrom(): string {
  const files = SOURCES.flatMap((source) =>
    source.endsWith('.ts')
      ? [source]
      : readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.ts'))
          .map((file) => `${source}/${file.replaceAll('\\', '/')}`),
  );
  const texts = files.sort().map((file) => [file, readText(join(ROOT, file))]);
  return fingerprintOf(JSON.stringify(texts));
}
