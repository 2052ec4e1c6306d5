import { CODES } from '../Refusal';
import type { Code } from '../Refusal';
import { counted } from './counted';
import { listOf } from './render';
import type { Tally } from './Tally';

/** The codes of the rules that a block must follow by itself. The ledger has the other codes. */
const BLOCK_CODES: readonly Code[] = [
  'bad-index',
  'bad-link',
  'bad-timestamp',
  'bad-difficulty',
  'bad-hash',
  'bad-work',
];

const LEDGER_CODES: readonly Code[] = [
  'bad-transaction',
  'bad-reward',
  'duplicate-transaction',
  'insufficient-funds',
];

/** What a part has done, from the counts. */
type Sentence = (tally: Tally, hashes: number) => string;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  hashBlock: (tally) => `gave ${counted(blocksOf(tally), 'block')} a fingerprint`,
  createGenesisBlock: (tally) =>
    `linked ${counted(found(tally), 'block')} to the block before it` +
    (tally.ownRefused === 0 ? '' : `; your own server refused ${tally.ownRefused}`),
  mine: (tally, hashes) =>
    `made ${grouped(hashes)} hashes and found ${counted(found(tally), 'block')}`,
  validateBlock: (tally) =>
    `accepted ${counted(tally.blocks, 'announced block')}${refusals(tally, BLOCK_CODES)}`,
  ledger: (tally) =>
    `applied the transactions of ${counted(blocksOf(tally), 'block')}${refusals(tally, LEDGER_CODES)}`,
  User: (tally) => `started ${counted(tally.users, 'user')}, each with two threads`,
  signals: (_tally, hashes) => `counted ${grouped(hashes)} hashes`,
  minerThread: (tally) =>
    `handed in ${counted(tally.coins, 'coin')} and ${counted(tally.minted, 'payment')}`,
  broadcast: (tally) => `was called to announce ${counted(tally.coins + tally.minted, 'block')}`,
  handleMsg: (tally) =>
    `took ${counted(tally.blocks, 'announced block')} and ` +
    `${counted(tally.minted, 'payment')}${refusals(tally, Object.keys(CODES) as Code[])}`,
  longestChain: (tally) => `chose another branch ${timesOf(tally.reorganised.times)}`,
  catchUp: (tally) =>
    `fetched ${counted(tally.fetched.blocks, 'missing block')}, ${timesOf(tally.fetched.times)}`,
  reorganise: (tally) =>
    `changed the branch ${timesOf(tally.reorganised.times)}, and undid ` +
    counted(tally.reorganised.undone, 'block'),
  signatures: (tally) =>
    `signed ${counted(tally.payments, 'payment')}${refusals(tally, ['bad-signature'])}`,
};

/**
 * Returns a line for each part of the student: what it has done in the network.
 *
 * @param own the names of the student's parts
 * @param hashes how many hashes the miners have made
 */
export function partsAtWork(own: readonly string[], tally: Tally, hashes: number): string[] {
  return own.map((name) => `  your ${name} ${SENTENCES[name](tally, hashes)}`);
}

function blocksOf(tally: Tally): number {
  return tally.coins + tally.minted + tally.blocks + tally.fetched.blocks;
}

function found(tally: Tally): number {
  return tally.coins + tally.minted + tally.ownRefused;
}

/** Returns the refusals with these codes, such as `; refused 3 (2 bad-hash, 1 bad-work)`. */
function refusals({ refused }: Tally, codes: readonly Code[]): string {
  const some = codes.flatMap((code): [Code, number][] => {
    const times = refused.get(code);
    return times === undefined ? [] : [[code, times]];
  });
  if (some.length === 0) return '';
  const sum = some.reduce((total, [, times]) => total + times, 0);
  return `; refused ${sum} (${listOf(some.map(([code, times]) => `${times} ${code}`))})`;
}

function timesOf(times: number): string {
  return times === 1 ? 'once' : `${grouped(times)} times`;
}

function grouped(number: number): string {
  return number.toLocaleString('en');
}
