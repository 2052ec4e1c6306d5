import type { StepName } from '../course/course';
import type { Socket } from 'node:net';
import { tip } from '../../solution/supplied/chain/Chain';
import type { Request } from '../../solution/supplied/wire/messages';
import type { Block } from '../../solution/supplied/types';
import { idleBranch, theftBranch } from './lies';
import type { Plot } from './lies';
import type { Script } from './ScriptedPeer';

/** A peer that claims a longer chain than anybody's, and does not have one that is valid. */
export interface FalseChain {
  name: string;
  /** What is false about it. */
  what: string;
  /** How much higher it claims to be. */
  higher: number;
  /** The steps that should see through it. */
  guards: readonly StepName[];
  /** What is new on it. */
  blocks: readonly Block[];
  /** What it does when it is asked for its chain. */
  show: (request: Extract<Request, { type: 'getChain' }>, socket: Socket) => ReturnType<Script>;
}

/** How much higher than anybody's a boasted chain is. */
const BOAST = 1000;

/** How many blocks the thief would have everybody undo: whoever does must put them back. */
const UNDONE = 2;

/** How much higher than anybody's the thief's chain is. */
const LEAD = 2;

/** The peers whose chains nobody should change to. */
export function falseChains(plot: Plot): FalseChain[] {
  const idle = idleBranch(plot, 20);
  const theft = theftBranch(plot, Math.min(UNDONE, tip(plot.chain).index), LEAD);
  return [
    {
      name: 'boaster',
      what: 'boasts of a height, and has no blocks to show for it',
      higher: BOAST,
      guards: ['catchUp'],
      blocks: [],
      show: pages(plot, [], BOAST),
    },
    {
      name: 'idler',
      what: 'has a longer chain that nobody has worked for',
      higher: idle.length,
      guards: ['catchUp', 'validateBlock', 'longestChain'],
      blocks: idle,
      show: pages(plot, idle, idle.length),
    },
    {
      name: 'thief',
      what: 'has a longer chain with all its work, on which coins are stolen',
      higher: LEAD,
      guards: ['reorganise', 'signatures', 'ledger'],
      blocks: theft,
      show: pages(plot, theft, LEAD),
    },
    {
      name: 'endless',
      what: 'sends a reply that never ends',
      higher: BOAST,
      guards: ['catchUp'],
      blocks: [],
      show: (_request, socket) => flood(socket),
    },
  ];
}

/** A peer that names a height and then says nothing more. */
export const MUTE: FalseChain = {
  name: 'mute',
  what: 'names a height and then does not answer any more',
  higher: BOAST,
  guards: ['catchUp'],
  blocks: [],
  show: () => 'silence',
};

/** Shows the honest chain up to where some blocks begin, and then these, page by page. */
function pages({ chain }: Plot, more: readonly Block[], higher: number): FalseChain['show'] {
  const blocks = [...chain.blocks.slice(0, more[0]?.index), ...more];
  const height = tip(chain).index + higher;
  return ({ from, limit }) => ({ type: 'chain', blocks: blocks.slice(from, from + limit), height });
}

/** Goes on sending for as long as somebody listens. */
function flood(socket: Socket): 'by itself' {
  const piece = ' '.repeat(64 * 1024);
  const more = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.write('{"type":"chain","blocks":[');
  socket.on('drain', more);
  more();
  return 'by itself';
}
