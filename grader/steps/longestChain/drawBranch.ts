import * as fc from 'fast-check';
import { MAX_FUTURE_MS } from '../../../solution/supplied/constants';
import type { Block } from '../../../solution/supplied/types';
import { BROKEN_LINK, FAULTS, faultyBranch } from '../support/faultyBranch';
import { grow, otherGenesis } from '../support/sampleBlocks';
import { oneOf } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';
import { claimingBranch } from './forgedBranch';
import { countBlocks } from '../support/countBlocks';

export const BEGIN = 1_700_000_000_000;
export const HOUR = 3_600_000;

/** Returns a branch from any block of the chain. Some branches have a fault. */
export function drawBranch(
  draw: Draw,
  blocks: readonly Block[],
): { branch: Block[]; words: string } {
  const parent = draw(oneOf(...blocks));
  const rivals = blocks.length - 1 - parent.index;
  const most = { maxLength: rivals + 3 };
  const length = draw(
    oneOf(rivals + 1, rivals + 1, rivals, rivals + 2, rivals + 3, 1, most.maxLength),
  );
  const kind = draw(
    oneOf('good', 'good', 'good', 'faulty', 'faulty', 'claiming', 'elsewhere', 'empty', 'ours'),
  );
  const on = `on block ${parent.index}`;
  if (kind === 'empty') return { branch: [], words: 'an empty branch' };
  if (kind === 'ours') {
    return {
      branch: blocks.slice(parent.index + 1),
      words: `our own blocks above block ${parent.index}`,
    };
  }
  if (kind === 'elsewhere') {
    const branch = grow(otherGenesis(blocks[0]), Math.max(1, length), 'bob');
    return {
      branch,
      words: `a branch of ${countBlocks(branch.length)} on a different genesis block`,
    };
  }
  const miner = draw(oneOf('bob', 'carol'));
  if (kind === 'good' || length === 0) {
    const words = `a good branch of ${countBlocks(length)} ${on}, mined by ${miner}`;
    return { branch: grow(parent, length, miner), words };
  }
  if (kind === 'claiming') {
    const good = grow(parent, length, miner);
    const place = draw(fc.nat(length - 1));
    const branch = claimingBranch(good, place, [...blocks, ...good], draw(fc.nat(30)));
    const words = `${countBlocks(length)} ${on}, of which block ${place + 1} claims another block's hash`;
    return { branch, words };
  }
  const fault = draw(oneOf(...Object.keys(FAULTS), BROKEN_LINK));
  const place =
    fault === BROKEN_LINK && length > 1
      ? draw(fc.integer({ min: 1, max: length - 1 }))
      : draw(fc.nat(length - 1));
  if (fault === BROKEN_LINK && (length === 1 || parent.index + place < 1)) {
    return {
      branch: grow(parent, length, miner),
      words: `a good branch of ${countBlocks(length)} ${on}, mined by ${miner}`,
    };
  }
  const branch = faultyBranch(
    parent,
    length,
    place,
    fault,
    BEGIN + HOUR + draw(oneOf(0, MAX_FUTURE_MS)),
  );
  return {
    branch,
    words: `a branch of ${countBlocks(length)} ${on}, of which block ${place + 1} ${fault}`,
  };
}
