import { types } from 'node:util';
import { CENTS } from '../../../../solution/supplied/constants';

/** How many digits of a hash, address or signature are shown inside another value. */
const HEX_SHOWN = 8;
/** A text of hex digits counts as a hash, address or signature if it has at least this length. */
const HEX_LONG = 32;
/** Two longer texts are cut to the part where they differ. */
const TEXT_SHOWN = 120;

/** The maximum depth of shown objects. A submission can return an object that contains itself. */
const DEEPEST = 4;
/** How much of a value is shown, in characters. */
const LONGEST = 400;
/** The maximum number of parts that are read of a value. Each part can contain all other parts. */
const MOST_PARTS = 1000;

/** Returns a value in the form that a student would write. Shortens hashes and similar texts. */
export function show(value: unknown): string {
  const shown =
    typeof value === 'string'
      ? `'${value.slice(0, LONGEST + 1)}'`
      : showAt(value, 0, { left: MOST_PARTS });
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

/** Returns a text, such as the code of a refusal, without quotes. Calls `show` for other values. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST) : show(value);
}

/** Describes an argument of a call in a few words, for example a block by its height. */
export function showArgument(value: unknown): string {
  if (Array.isArray(value)) return showList(value) ?? show(value);
  if (typeof value === 'string' && value.startsWith('-----BEGIN')) return 'privateKey';
  if (!isPlain(value)) return show(value);
  if ('blocks' in value && 'ledger' in value && Array.isArray(value.blocks)) {
    return `chain of ${value.blocks.length} blocks`;
  }
  if ('index' in value && 'data' in value) {
    if (!('nonce' in value)) return `draft of index ${show(value.index)}`;
    return `block ${show(value.index)}${'hash' in value ? '' : ' without its hash'}`;
  }
  if ('balances' in value && 'transactions' in value) return 'ledger';
  if (isPayment(value)) return `payment of ${showCoins(value.amount)}`;
  return show(value);
}

/**
 * Describes a branch by the heights of its blocks. Also describes a list of branches or payments.
 * Returns undefined for any other list.
 */
function showList(list: readonly unknown[]): string | undefined {
  if (list.length === 0) return undefined;
  const heights = list.map((each) => (isPlain(each) && 'index' in each ? show(each.index) : ''));
  if (!heights.includes('')) {
    return heights.length === 1 ? `[block ${heights[0]}]` : `[blocks ${heights.join(', ')}]`;
  }
  const areKnown = list.every((each) => Array.isArray(each) || isPayment(each));
  return areKnown ? `[${list.map(showArgument).join(', ')}]` : undefined;
}

function isPayment(value: unknown): value is { amount: unknown } {
  return isPlain(value) && 'amount' in value && 'to' in value;
}

/** Returns a number of cents as coins. Calls `show` for other values. */
function showCoins(cents: unknown): string {
  return Number.isSafeInteger(cents) ? `${(Number(cents) / CENTS).toFixed(2)} coins` : show(cents);
}

/** @param parts the number of parts that can still be read */
function showAt(value: unknown, depth: number, parts: { left: number }): string {
  if (typeof value === 'string') return `'${shorten(value)}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth >= DEEPEST || parts.left <= 0) return '…';
  const within = (part: unknown): string => {
    parts.left--;
    return showAt(part, depth + 1, parts);
  };
  const fields = (entries: Iterable<[unknown, unknown]>): string => {
    const shown: string[] = [];
    for (const [name, part] of entries) {
      if (parts.left <= 0) break;
      shown.push(`${typeof name === 'string' ? shorten(name) : within(name)}: ${within(part)}`);
    }
    return shown.length === 0 ? '{}' : `{ ${shown.join(', ')} }`;
  };
  if (Array.isArray(value)) return `[${value.slice(0, MOST_PARTS).map(within).join(', ')}]`;
  return types.isMap(value) ? `Map ${fields(value)}` : fields(Object.entries(value));
}

/**
 * Describes two values that should be equal but differ. The expected value is first. For objects,
 * it shows only the fields that differ. For long texts, it shows only the part that differs.
 */
export function showDifference(expected: unknown, got: unknown): [string, string] {
  if (typeof expected === 'string' && typeof got === 'string') return textDifference(expected, got);
  const whole: [string, string] = [show(expected), show(got)];
  if (!areObjects(expected, got) && whole[0] !== whole[1]) return whole;
  const differing = differingParts(expected, got, [], { left: MOST_PARTS });
  if (differing.length === 0) return whole;
  const list = (at: 1 | 2): string =>
    differing
      .map((part) => (part[at] === undefined ? `no ${part[0]}` : `${part[0]}: ${part[at]}`))
      .join(', ');
  return [list(1), list(2)];
}

/** A part that differs: its path, such as `data.amount`, and both values, as `show` shows them. */
type Differing = [path: string, expected: string | undefined, got: string | undefined];

function differingParts(
  expected: unknown,
  got: unknown,
  path: readonly string[],
  parts: { left: number },
): Differing[] {
  if (parts.left-- <= 0) return [];
  const shown: [string, string] = [show(expected), show(got)];
  const isCut = shown[0] === shown[1];
  if (path.length >= DEEPEST || !haveParts(expected, got, isCut)) {
    return isCut ? [] : [[path.join('.'), ...shown]];
  }
  const [wanted, found] = [expected, got].map((value) => new Map(entriesOf(value as object)));
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((name): Differing[] => {
    const inner = [...path, shorten(name)];
    if (wanted.has(name) && found.has(name)) {
      return differingParts(wanted.get(name), found.get(name), inner, parts);
    }
    const at = inner.join('.');
    const [one, other] = [wanted, found].map((of) =>
      of.has(name) ? show(of.get(name)) : undefined,
    );
    return [[at, one, other]];
  });
}

/** True if the parts are shown instead of the whole. A list stays whole if that tells the difference. */
function haveParts(expected: unknown, got: unknown, isCut: boolean): boolean {
  if (areObjects(expected, got)) return true;
  return isCut && Array.isArray(expected) && Array.isArray(got) && expected.length === got.length;
}

/** True for two objects, or two Maps. Their parts have no order. */
function areObjects(expected: unknown, got: unknown): boolean {
  return (isPlain(expected) && isPlain(got)) || (types.isMap(expected) && types.isMap(got));
}

function entriesOf(value: object): Array<[string, unknown]> {
  if (!types.isMap(value)) return Object.entries(value);
  return [...value].map(([key, part]) => [typeof key === 'string' ? key : show(key), part]);
}

function textDifference(expected: string, got: string): [string, string] {
  if (expected.length <= TEXT_SHOWN && got.length <= TEXT_SHOWN) return [show(expected), show(got)];
  let same = 0;
  while (same < expected.length && expected[same] === got[same]) same++;
  const begin = Math.max(0, same - 20);
  const cut = (text: string): string => {
    const end = begin + TEXT_SHOWN / 2;
    return `${begin > 0 ? '…' : ''}${withMarks(text.slice(begin, end))}${end < text.length ? '…' : ''}`;
  };
  return [`${cut(expected)}`, `${cut(got)} (it differs from character ${same + 1} on)`];
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !types.isMap(value)
  );
}

function shorten(text: string): string {
  if (text.length < HEX_LONG) return withMarks(text);
  if (/^[0-9a-f]+$/.test(text)) return /^0+$/.test(text) ? '000…' : `${text.slice(0, HEX_SHOWN)}…`;
  return withMarks(`${text.slice(0, HEX_LONG)}… (${text.length} characters)`);
}

/** Writes each combining mark as its code. Otherwise, `é` and `e` with an accent look equal. */
function withMarks(text: string): string {
  return text.replace(
    /\p{M}/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
