import { types } from 'node:util';
import { CENTS } from '../../../../solution/supplied/constants';

/** How many digits are shown of a hash, address or signature within another value. */
const HEX_SHOWN = 8;
/** A text of hex digits is taken for one of these from this length on. */
const HEX_LONG = 32;
/** Longer texts are cut to the part where they differ. */
const TEXT_SHOWN = 120;

/** Objects that are nested deeper are not shown; a submission may return a circle. */
const DEEPEST = 4;
/** How much of a value is shown, in characters. */
const LONGEST = 400;
/** How many parts of a value are read. Each part may contain all others again. */
const MOST_PARTS = 1000;

/** Returns a value as a student would write it. Hashes and the like in it are shortened. */
export function show(value: unknown): string {
  const shown =
    typeof value === 'string'
      ? `'${value.slice(0, LONGEST + 1)}'`
      : showAt(value, 0, { left: MOST_PARTS });
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

/** Returns a text without quotes, such as the code of a refusal; any other value as `show` does. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST) : show(value);
}

/** Returns an argument of a call in a few words: a block by its height, a payment by its amount. */
export function showArgument(value: unknown): string {
  if (Array.isArray(value)) return showList(value) ?? show(value);
  if (typeof value === 'string' && value.startsWith('-----BEGIN')) return 'privateKey';
  if (!isPlain(value)) return show(value);
  if ('blocks' in value && 'ledger' in value && Array.isArray(value.blocks)) {
    return `chain of ${value.blocks.length} blocks`;
  }
  if ('index' in value && 'data' in value) {
    if (!('nonce' in value)) return `draft ${show(value.index)}`;
    return `block ${show(value.index)}${'hash' in value ? '' : ' without its hash'}`;
  }
  if ('balances' in value && 'transactions' in value) return 'ledger';
  if (isPayment(value)) return `payment of ${showCoins(value.amount)}`;
  return show(value);
}

/**
 * Returns a branch by the heights of its blocks, or a list of branches or payments; undefined if the
 * list is something else.
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

/** Returns cents as coins, if the value is a number of cents. */
function showCoins(cents: unknown): string {
  return Number.isSafeInteger(cents) ? `${(Number(cents) / CENTS).toFixed(2)} coins` : show(cents);
}

/** @param parts how many more parts are read */
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
 * Returns two values that should be equal and are not, the expected one first. Of objects it shows
 * only the fields that differ, and of long texts only the part that differs.
 */
export function showDifference(expected: unknown, got: unknown): [string, string] {
  if (typeof expected === 'string' && typeof got === 'string') return textDifference(expected, got);
  if (!isPlain(expected) || !isPlain(got)) return [show(expected), show(got)];
  const wanted = fieldsOf(expected);
  const found = fieldsOf(got);
  const names = [...new Set([...wanted.keys(), ...found.keys()])].filter(
    (name) => wanted.get(name) !== found.get(name),
  );
  const list = (fields: Map<string, string>): string =>
    names
      .map((name) => (fields.has(name) ? `${name}: ${fields.get(name)}` : `no ${name}`))
      .join(', ');
  return names.length === 0 ? [show(expected), show(got)] : [list(wanted), list(found)];
}

function textDifference(expected: string, got: string): [string, string] {
  if (expected.length <= TEXT_SHOWN && got.length <= TEXT_SHOWN) return [show(expected), show(got)];
  let same = 0;
  while (same < expected.length && expected[same] === got[same]) same++;
  const begin = Math.max(0, same - 20);
  const cut = (text: string): string => {
    const end = begin + TEXT_SHOWN / 2;
    return `${begin > 0 ? '…' : ''}${text.slice(begin, end)}${end < text.length ? '…' : ''}`;
  };
  return [`${cut(expected)}`, `${cut(got)} (it differs from character ${same + 1} on)`];
}

/** Returns the value of each field as `show` gives it, by the field's path, such as `data.amount`. */
function fieldsOf(
  value: object,
  path: readonly string[] = [],
  fields = new Map<string, string>(),
): Map<string, string> {
  for (const [name, part] of Object.entries(value)) {
    if (fields.size >= MOST_PARTS) break;
    const inner = [...path, name];
    if (!isPlain(part) || inner.length >= DEEPEST) fields.set(inner.join('.'), show(part));
    else fieldsOf(part, inner, fields);
  }
  return fields;
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !types.isMap(value)
  );
}

function shorten(text: string): string {
  if (text.length < HEX_LONG) return text;
  if (/^[0-9a-f]+$/.test(text)) return /^0+$/.test(text) ? '000…' : `${text.slice(0, HEX_SHOWN)}…`;
  return `${text.slice(0, HEX_LONG)}…`;
}
