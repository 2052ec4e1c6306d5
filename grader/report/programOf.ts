import { isMarked } from '../harness/channel/marked';
import { liveOf } from '../harness/channel/playStory';
import { isAsked, isAt, STOP } from '../harness/channel/Story';
import type { asked } from '../harness/channel/Story';
import type { Move, Place, Story } from '../harness/channel/Story';
import { listed } from './listed';

/**
 * Returns a story as a TypeScript program that calls the functions of a student's file. Each call
 * prints its line and its result.
 *
 * @param from the file to import from, as the program writes it
 */
export function programOf({ moves, atEnd }: Story, from: string): string {
  const named = new Set<string>();
  const lines = moves.map((move, i) => lineOf(move, i + 1, named));
  const functions = [...new Set(moves.flatMap((move) => ('call' in move ? [move.call] : [])))];
  const usesGoOn = moves.some((move) => 'call' in move && move.args.some(isAsked));
  return [
    "import { inspect } from 'node:util';",
    `import { ${functions.join(', ')} } from '${from}';`,
    HELPERS,
    ...(usesGoOn ? [GO_ON] : []),
    ...(moves.some((move) => 'freeze' in move) ? [FREEZE_ALL] : []),
    ...(atEnd === undefined ? [] : [FROZEN_IN]),
    ...lines,
    ...(atEnd === undefined
      ? []
      : [
          `console.log('at the end, ${atEnd}:', inspect(${atEnd}, { depth: 6 }));`,
          `console.log('frozen parts:', frozenIn(${atEnd}, '${atEnd}').join(', ') || 'none');`,
        ]),
    '',
  ].join('\n');
}

const HELPERS = `
/** Prints what a call returns or throws. */
function attempt(line: number, call: () => unknown): any {
  try {
    const value = call();
    console.log(\`line \${line}:\`, inspect(value, { depth: 6 }));
    return value;
  } catch (error) {
    const { name, code, message } = error as Record<string, string>;
    console.log(\`line \${line}: \${name}\`, code ?? message);
  }
}
`;

const GO_ON = `/** A callback that returns the answers one after the other, then always the last one. */
function goOn(answers: any[], last: any, first = () => {}): (hashes: number) => boolean {
  let count = 0;
  return (hashes) => {
    console.log('goOn', hashes);
    if (count === 0) first();
    const answer = count < answers.length ? answers[count] : last;
    count++;
    if (answer === '${STOP}') throw new Error(answer);
    return answer;
  };
}
`;

const FREEZE_ALL = `/** Freezes a value and all its parts. */
function freezeAll(value: any): void {
  Object.freeze(value);
  const parts: any[] = value instanceof Map ? [...value.values()] : Object.values(value);\n  for (const part of parts) if (part instanceof Object) freezeAll(part);
}
`;

const FROZEN_IN = `/** Returns the names of the frozen parts of a value. */
function frozenIn(value: any, name: string): string[] {
  if (!(value instanceof Object)) return [];
  const parts = Object.entries(value).flatMap(([key, part]) => frozenIn(part, \`\${name}.\${key}\`));
  return Object.isFrozen(value) ? [name, ...parts] : parts;
}
`;

/** @param named the names that an earlier line has declared */
function lineOf(move: Move, number: number, named: Set<string>): string {
  if ('let' in move)
    return `${declared(move.let, named)} = ${codeOf(move.be)};${aside(move.words)}`;
  if ('copy' in move)
    return `${declared(move.as, named)} = structuredClone(${placeOf(move.copy)});`;
  if ('freeze' in move) return `freezeAll(${placeOf(move.freeze)});`;
  if ('seal' in move) return `Object.seal(${placeOf(move.seal)});`;
  if ('assign' in move) return `Object.assign(${placeOf(move.assign)}, ${codeOf(move.from)});`;
  if ('change' in move) return changeOf(move.change, codeOf(move.to));
  const call = `attempt(${number}, () => ${move.call}(${move.args.map(codeOf).join(', ')}));`;
  return move.as === undefined ? call : `${declared(move.as, named)} = ${call}`;
}

function declared(name: string, named: Set<string>): string {
  if (named.has(name)) return name;
  named.add(name);
  return `let ${name}: any`;
}

function aside(words: string | undefined): string {
  return words === undefined ? '' : ` // ${words}`;
}

function changeOf(place: Place, to: string): string {
  const key = place[place.length - 1];
  const whole = placeOf(place.slice(0, -1) as unknown as Place);
  // A program cannot see if `whole` is a Map, but only a Map has such keys.
  if (typeof key === 'string' && !isName(key))
    return `${whole}.set(${JSON.stringify(key)}, ${to});`;
  return `${placeOf(place)} = ${to};`;
}

function placeOf([name, ...keys]: Place): string {
  return keys.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return isName(key) ? `${text}.${key}` : `${text}.get(${JSON.stringify(key)})`;
  }, name);
}

function isName(key: string): boolean {
  return /^[A-Za-z_]\w*$/.test(key) && key.length < 64;
}

function codeOf(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isAt(value)) return placeOf(value['@at']);
  if (isAsked(value)) return goOnOf(value);
  if (Array.isArray(value)) return listed('[]', value.map(codeOf));
  if (isMarked(value)) return codeOf(liveOf(value, new Map()));
  if (value instanceof Map) {
    return `new Map<string, any>(${codeOf([...value])})`;
  }
  const fields = Object.entries(value).map(
    ([key, part]) => `${isName(key) ? key : JSON.stringify(key)}: ${codeOf(part)}`,
  );
  return listed('{}', fields);
}

function goOnOf({ '@answers': answers, last, during }: ReturnType<typeof asked>): string {
  const list = [codeOf(answers), codeOf(last)];
  if (during.length > 0) {
    const lines = during.map((move) => lineOf(move, 0, new Set(['']))).join(' ');
    list.push(`() => { ${lines} }`);
  }
  return `goOn(${list.join(', ')})`;
}
