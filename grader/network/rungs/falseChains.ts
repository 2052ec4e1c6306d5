import type { Socket } from 'node:net';
import { tip } from '../../../solution/supplied/chain/Chain';
import type { Request } from '../../../solution/supplied/wire/messages';
import type { Block } from '../../../solution/supplied/types';
import type { StepName } from '../../course/course';
import type { Lie, NoAnswer } from '../users/ScriptedPeer';
import { branchWithoutWork, branchWithTheft } from './invalidMessages';
import type { LieContext } from './invalidMessages';

/** A peer that claims a longer chain than the victim has. The peer has no valid longer chain. */
export interface FalseChain {
  name: string;
  /** The lie about the chain, in words. */
  what: string;
  /** The claimed length minus the length of the victim's chain, in blocks. */
  longer: number;
  /** The steps that should notice the lie. */
  checkedBy: readonly StepName[];
  /** The blocks of the false chain that the victim does not have. */
  blocks: readonly Block[];
  /** Answers a request for the false chain. */
  show: Lie<Extract<Request, { type: 'getChain' }>>;
}

/** How many missing blocks a liar claims on top of the victim's chain. */
const CLAIM = 1000;

/**
 * How many blocks of the victim the thief's chain replaces. A user that undoes these blocks must
 * put them back.
 */
const UNDONE = 2;

/** The length of the thief's chain minus the length of the victim's chain, in blocks. */
const LEAD = 2;

/** Returns the false chains. Each chain belongs to another peer. */
export function falseChains(context: LieContext): FalseChain[] {
  const lazy = branchWithoutWork(context, 20);
  const theft = branchWithTheft(context, Math.min(UNDONE, tip(context.chain).index), LEAD);
  return [
    {
      name: 'boaster',
      what: 'claims a great height, but does not have the blocks',
      longer: CLAIM,
      checkedBy: ['catchUp'],
      blocks: [],
      show: showPages(context, [], CLAIM),
    },
    {
      name: 'idler',
      what: 'has a longer chain, but the work is missing',
      longer: lazy.length,
      checkedBy: ['catchUp', 'validateBlock', 'longestChain'],
      blocks: lazy,
      show: showPages(context, lazy, lazy.length),
    },
    {
      name: 'thief',
      what: 'has a longer chain with all its work, but one block steals coins',
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

/** A peer that claims a great height, and then stops answering. */
export const MUTE: FalseChain = {
  name: 'mute',
  what: 'claims a great height, and then stops answering',
  longer: CLAIM,
  checkedBy: ['catchUp'],
  blocks: [],
  show: () => 'silence',
};

/**
 * Shows the victim's chain up to the block before `more`, and then the blocks of `more`, page by
 * page.
 */
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
