import { equals } from '../../harness/parent/suite/equals';
import { show, wordOf } from '../../harness/parent/suite/show';
import type { Seen } from './child/scenario';
import { heightsOf } from './heightsOf';
import type { Run } from './runReference';

/** The sentence that a run breaks, what the reference did, and what the submission did. */
interface RunDifference {
  sentence: number;
  expected: string;
  got: string;
}

/** Returns the first difference between the run of the reference and another run. */
export function differenceOfRuns(wanted: Run, got: Run): RunDifference | undefined {
  return (
    twinsDiffer(wanted, got) ??
    endsDiffer(wanted, got) ??
    questionsDiffer(wanted, got) ??
    offersDiffer(wanted, got)
  );
}

/** The second chain has nothing to do with the first. */
function twinsDiffer({ seen: wanted }: Run, { seen: got }: Run): RunDifference | undefined {
  if (equals(wanted.twin, got.twin)) return undefined;
  return {
    sentence: 9,
    expected: `the call for the other chain resolves to ${show(wanted.twin)}`,
    got: show(got.twin),
  };
}

/** The sentences about a `Refusal`, by its code. */
const REFUSED: Readonly<Record<string, number>> = {
  'bad-genesis': 3,
  'bad-link': 7,
  'insufficient-funds': 13,
  'unknown-parent': 13,
};

function endsDiffer(wanted: Run, got: Run): RunDifference | undefined {
  const [expected, found] = [wanted.seen.ended, got.seen.ended];
  if (equals(expected, found)) {
    if (equals(wanted.seen.hashes, got.seen.hashes)) return undefined;
    return {
      sentence: 9,
      expected: `our chain then has ${wanted.seen.hashes.length} blocks, as many as adopted`,
      got: `${got.seen.hashes.length} blocks, or different blocks`,
    };
  }
  const words = { expected: endInWords(expected), got: endInWords(found) };
  if ('failed' in expected || 'failed' in found) return { sentence: 13, ...words };
  if ('endless' in found) return { sentence: 11, ...words };
  if ('refused' in expected) return { sentence: REFUSED[wordOf(expected.refused)] ?? 5, ...words };
  if ('refused' in found) return { sentence: REFUSED[wordOf(found.refused)] ?? 5, ...words };
  const cause = questionsDiffer(wanted, got) ?? offersDiffer(wanted, got);
  return { ...words, sentence: cause?.sentence ?? 9 };
}

function endInWords(ended: Seen['ended']): string {
  if ('returned' in ended) return `it resolves to ${show(ended.returned)}`;
  if ('refused' in ended) return `a Refusal with the code ${wordOf(ended.refused)}`;
  return 'failed' in ended ? `the error of ask: ${ended.failed}` : 'more and more questions';
}

function questionsDiffer(wanted: Run, got: Run): RunDifference | undefined {
  const [expected, found] = [wanted, got].map(({ questions }) => questions.map(({ from }) => from));
  if (equals(expected, found)) return undefined;
  const at = expected.findIndex((from, i) => from !== found[i]);
  const words = {
    expected: `it asks from ${expected.map(show).join(', ')}`,
    got: `asks from ${
      found
        .slice(0, expected.length + 5)
        .map(show)
        .join(', ') || 'nothing'
    }`,
  };
  if (at < 0) return { sentence: 11, ...words };
  // As long as the questions fall, it looks for a shared block.
  const isSearch = expected
    .slice(0, at + 1)
    .every((from, i) => i === 0 || Number(from) < Number(expected[i - 1]));
  if (isSearch) return { sentence: at === 0 ? 1 : 2, ...words };
  if (found.length === at) return { sentence: 11, ...words };
  return { sentence: Number(expected[at]) < Number(expected[at - 1]) ? 7 : 4, ...words };
}

type Offer = Seen['offers'][number];

function offersDiffer(wanted: Run, got: Run): RunDifference | undefined {
  const [expected, found] = [wanted, got].map(({ seen }) => differentOffers(seen.offers));
  if (equals(expected, found)) return undefined;
  const at = expected.findIndex((offer, i) => !equals(offer, found[i]));
  const offered = found[at] ?? found.at(-1);
  const isCut = lacksArrived(expected[at]?.branch, offered?.branch, got.seen);
  return {
    sentence: isCut ? 12 : expected.length === found.length ? 6 : 9,
    expected: offersInWords(wanted.seen.offers),
    got: offersInWords(got.seen.offers),
  };
}

/** Leaves out an offer that was refused just before. A correct file can offer it again or not. */
function differentOffers(offers: readonly Offer[]): Offer[] {
  return offers.filter((offer, i) => offer.taken || !equals(offer, offers[i - 1]));
}

/**
 * True if a branch begins as the expected branch, and the first block that it lacks came to our chain
 * in another way.
 */
function lacksArrived(expected: unknown, found: unknown, { hashes, offers }: Seen): boolean {
  const [wanted, got] = [expected, found].map(hashesOf);
  const at = wanted.findIndex((hash, i) => hash !== got[i]);
  const isOffered = offers.some(({ branch }) => hashesOf(branch).includes(wanted[at]));
  return at > 0 && !isOffered && hashes.includes(wanted[at]);
}

function hashesOf(branch: unknown): unknown[] {
  if (!Array.isArray(branch)) return [];
  return branch.map((block: unknown) => (Object(block) as { hash?: unknown }).hash);
}

/** Returns the calls of `adopt` in their order. Equal calls in a row are counted. */
function offersInWords(offers: readonly Offer[]): string {
  const begins = offers.flatMap((offer, i) => (equals(offer, offers[i - 1]) ? [] : [i]));
  const runs = begins.map((begin, i) => {
    const { branch, taken } = offers[begin];
    const count = (begins[i + 1] ?? offers.length) - begin;
    const call = `adopt(blocks ${heightsOf(branch)}) = ${taken}`;
    return count === 1 ? call : `${call}, ${count} times`;
  });
  return runs.join('; ') || 'no call of adopt';
}
