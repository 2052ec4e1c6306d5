// Prints the mutants that StrykerJS makes from a file, as JSON. Usage: node mutantsOf.mjs FILE
import { readFileSync } from 'node:fs';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { createInjector } from 'typed-inject';

const [, , name] = process.argv;
const content = readFileSync(name, 'utf8');
const quiet = () => undefined;
const logger = { isDebugEnabled: () => false, debug: quiet, info: quiet, warn: quiet };
const injector = createInjector().provideValue('logger', logger);
const options = { plugins: null, excludedMutations: [], ignorers: [] };
const { mutants } = await createInstrumenter(injector).instrument(
  [{ name, mutate: true, content }],
  options,
);

/** The position of the beginning of each line. */
const lines = [0];
for (const { index } of content.matchAll(/\n/g)) lines.push(index + 1);
const at = ({ line, column }) => lines[line] + column;

const made = mutants.map(({ location: { start, end }, mutatorName, replacement }) => ({
  mutator: mutatorName,
  line: start.line + 1,
  original: content.slice(at(start), at(end)),
  replacement,
  source: content.slice(0, at(start)) + replacement + content.slice(at(end)),
}));
process.stdout.write(JSON.stringify(made));
