// Sends blocks to many users, and the same bytes to as many bare listeners. Prints the processor time
// of both.
import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { ScriptedPeer } from '../../../grader/network/users/ScriptedPeer';
import { broadcast } from '../../../solution/broadcast';
import { createGenesisBlock, nextBlock } from '../../../solution/createGenesisBlock';
import { mine } from '../../../solution/mine';
import { NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Block, Peer } from '../../../solution/supplied/types';
import type { ThreadCode } from '../../../solution/supplied/user/bundle';
import { DEFAULT_OPTIONS } from '../../../solution/supplied/user/UserOptions';
import type { Request } from '../../../solution/supplied/wire/messages';
import { User } from '../../../solution/User';
import { cpuOf } from '../Row';

const HOST = '127.0.0.1';
const DIFFICULTY = 8;
/** How many blocks are sent before the measurement, and for the measurement. */
const WARM = 10;
const BLOCKS = 40;
/** Longer than the measurement, so that gossip does not disturb it. */
const GOSSIP_MS = 600_000;

export interface FanningOutOrder {
  receivers: number;
  /** The threads of a user. */
  code: ThreadCode;
  /** The thread with a bare server. */
  listening: string;
}

export interface FanningOutResult {
  /** The processor time until all users have a block, in milliseconds. */
  usersMs: number;
  /** The processor time until all bare listeners have the same bytes and answered, in milliseconds. */
  bareMs: number;
}

async function run(order: FanningOutOrder): Promise<FanningOutResult> {
  const genesis = createGenesisBlock(Date.now(), DIFFICULTY);
  // All users get their genesis block from this peer. It names no other users, so they do not meet.
  const miner = await ScriptedPeer.start('miner', [genesis]);
  const users = await startUsers(order, miner);
  const ports = await startListeners(order);
  const times = { usersMs: 0, bareMs: 0 };
  let parent = genesis;
  for (let i = 0; i < WARM + BLOCKS; i++) {
    const block = mineOn(parent, miner, i);
    const message: Request = { type: 'block', block, port: miner.port };
    const usersMs = await cpuOf(() => sendToUsers(message, users, miner));
    const text = `${JSON.stringify(message)}\n`;
    const bareMs = await cpuOf(() => Promise.all(ports.map((port) => sendBare(port, text))));
    parent = block;
    if (i < WARM) continue;
    times.usersMs += usersMs / BLOCKS;
    times.bareMs += bareMs / BLOCKS;
  }
  return times;
}

async function startUsers({ receivers, code }: FanningOutOrder, first: Peer): Promise<Peer[]> {
  const peers: Peer[] = [];
  for (let i = 0; i < receivers; i++) {
    const join = [{ host: first.host, port: first.port }];
    const own = { name: `user${i}`, port: 0, mineCoins: false, gossipMs: GOSSIP_MS, join };
    const user = new User({ ...DEFAULT_OPTIONS, ...own }, code);
    await user.start();
    if (user.ready === undefined) throw new Error('a user is not ready');
    const { address, host, port } = user.ready;
    peers.push({ name: own.name, address, host, port });
  }
  return peers;
}

async function startListeners({ receivers, listening }: FanningOutOrder): Promise<number[]> {
  const threads = Array.from({ length: receivers }, () => new Worker(listening));
  const messages = await Promise.all(threads.map((thread) => once(thread, 'message')));
  return messages.map(([port]) => port as number);
}

function mineOn(parent: Block, { address }: Peer, number: number): Block {
  const coin = { id: `coin-${number}`, from: NETWORK, to: address, amount: REWARD, signature: '' };
  const block = mine(nextBlock(parent, coin, Date.now()), () => true);
  if (block === null) throw new Error('mining was stopped');
  return block;
}

async function sendToUsers(message: Request, users: Peer[], { address }: Peer): Promise<void> {
  for (const delivery of await broadcast(message, users, address)) {
    if ('error' in delivery) throw delivery.error;
    if (delivery.reply.type === 'rejected') throw new Error(delivery.reply.code);
  }
}

/** Sends a text and waits until the other side has answered and closed the connection. */
async function sendBare(port: number, text: string): Promise<void> {
  const socket = connect({ host: HOST, port });
  socket.end(text).resume();
  await once(socket, 'close');
}

run(JSON.parse(process.argv[2]) as FanningOutOrder)
  .then((result) => console.log(JSON.stringify(result)))
  .finally(() => process.exit());
