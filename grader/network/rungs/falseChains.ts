import type { Socket } from 'node:net';
import { tip } from '../../../solution/supplied/chain/Chain';
import type { Request } from '../../../solution/supplied/wire/messages';
import type { Block } from '../../../solution/supplied/types';
import type { StepName } from '../../course/course';
import type { Lie, NoAnswer } from '../users/ScriptedPeer';
import { branchWithoutWork, branchWithTheft } from './invalidMessages';
import type { LieContext } from './invalidMessages';

/** A peer that claims a longer chain than the victim's, but has no valid one. */
export interface FalseChain {
  name: string;
  /** What is false about it. */
  what: string;
  /** How many blocks longer it claims to be. */
  longer: number;
  /** The steps that should notice it. */
  checkedBy: readonly StepName[];
  /** The blocks on it that the victim does not have. */
  blocks: readonly Block[];
  /** Answers a request for it. */
  show: Lie<Extract<Request, { type: 'getChain' }>>;
}

/** How many blocks longer than the victim's a chain is claimed to be that does not exist. */
const CLAIM = 1000;

/** How many of the victim's blocks the thief's chain undoes. A user that tries must put them back. */
const UNDONE = 2;

/** How many blocks longer than the victim's the thief's chain is. */
const LEAD = 2;

/** Returns the false chains, one peer for each. */
export function falseChains(context: LieContext): FalseChain[] {
  const lazy = branchWithoutWork(context, 20);
  const theft = branchWithTheft(context, Math.min(UNDONE, tip(context.chain).index), LEAD);
  return [
    {
      name: 'boaster',
      what: 'claims a great height, and has no blocks for it',
      longer: CLAIM,
      checkedBy: ['catchUp'],
      blocks: [],
      show: showPages(context, [], CLAIM),
    },
    {
      name: 'idler',
      what: 'has a longer chain without the work',
      longer: lazy.length,
      checkedBy: ['catchUp', 'validateBlock', 'longestChain'],
      blocks: lazy,
      show: showPages(context, lazy, lazy.length),
    },
    {
      name: 'thief',
      what: 'has a longer chain with all its work, on which coins are stolen',
      longer: LEAD,
      checkedBy: ['reorganise', 'signatures', 'ledger'],
      blocks: theft,
      show: showPages(context, theft, LEAD),
    },
    {
      name: 'endless',
      what: 'sends a reply that never ends',
      longer: CLAIM,
      checkedBy: ['catchUp'],
      blocks: [],
      show: (_request, _honest, socket) => sendWithoutEnd(socket),
    },
  ];
}

/** A peer that claims a height and then no longer answers. */
export const MUTE: FalseChain = {
  name: 'mute',
  what: 'claims a height and then does not answer any more',
  longer: CLAIM,
  checkedBy: ['catchUp'],
  blocks: [],
  show: () => 'silence',
};

/** Shows the victim's chain up to where `more` begins, and then `more`, page by page. */
function showPages(
  { chain }: LieContext,
  more: readonly Block[],
  longer: number,
): FalseChain['show'] {
  const blocks = [...chain.blocks.slice(0, more[0]?.index), ...more];
  const height = tip(chain).index + longer;
  return ({ from, limit }) => ({ type: 'chain', blocks: blocks.slice(from, from + limit), height });
}

/** Sends spaces until the other side closes the connection. */
function sendWithoutEnd(socket: Socket): NoAnswer {
  const piece = ' '.repeat(64 * 1024);
  const sendMore = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.write('{"type":"chain","blocks":[');
  socket.on('drain', sendMore);
  sendMore();
  return 'written';
}
