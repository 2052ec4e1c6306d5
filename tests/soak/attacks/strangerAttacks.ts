import { MAX_MESSAGE_BYTES, MAX_PAGE } from '../../../solution/supplied/constants';
import type { StrangerAttack } from './StrangerAttack';
import { openConnections, sendAllTheTime } from './connections';
import { slowPeers } from './slowPeers';

/** Another address of this machine. Only Linux answers there without settings. */
const ELSEWHERE = process.platform === 'linux' ? '127.0.0.2' : undefined;

const SOME_PAIRS = '[],'.repeat((MAX_MESSAGE_BYTES >> 2) / 3);
const DEAR = Buffer.from(`[${'[],'.repeat(MAX_MESSAGE_BYTES / 3 - 2)}[]]`);

/** For comparison. */
export const NO_ATTACK: StrangerAttack = { name: 'nobody attacks', run: async () => undefined };

/** What strangers do to keep a user from answering others. */
export const STRANGER_ATTACKS: readonly StrangerAttack[] = [
  {
    name: '100 connections a second without a byte, from another host',
    run: openConnections(100, ELSEWHERE),
  },
  {
    name: '100 connections a second without a byte, from the host of the honest user',
    run: openConnections(100, undefined),
  },
  {
    name: '100 connections a second with half a message',
    run: openConnections(100, undefined, (socket) => socket.write('{"type":"getSta')),
  },
  {
    name: '40 connections a second with 256 KiB of an unfinished message',
    run: openConnections(40, undefined, (socket) => socket.write(SOME_PAIRS)),
  },
  {
    name: '100 connections a second that ask for a page of blocks and read nothing',
    run: openConnections(100, undefined, (socket) => {
      socket.pause().end(JSON.stringify({ type: 'getChain', from: 0, limit: MAX_PAGE }));
    }),
  },
  {
    name: 'messages of 1 MiB of [], eight at a time',
    run: sendAllTheTime(() => DEAR, 8),
  },
  { name: 'hellos from 17 ports that never answer, 50 a second', run: slowPeers(17, 'hello') },
  {
    name: 'blocks that we lack from 17 ports that never answer, 50 a second',
    run: slowPeers(17, 'block'),
  },
];

/** What strangers do to keep the explorer's page from others. */
export const EXPLORER_ATTACKS: readonly StrangerAttack[] = [
  {
    name: '40 streams a second that nobody reads',
    run: openConnections(40, undefined, (socket) => {
      const host = `${socket.remoteAddress}:${socket.remotePort}`;
      socket.pause().write(`GET /updates HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    }),
  },
  { name: '140 connections a second without a byte', run: openConnections(140, undefined) },
];
