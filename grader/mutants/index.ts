import type { Mutants } from '../proof/Mutants';
import { mutants as broadcast } from './broadcast';
import { mutants as catchUp } from './catchUp';
import { mutants as createGenesisBlock } from './createGenesisBlock';
import { mutants as handleMsg } from './handleMsg';
import { mutants as hashBlock } from './hashBlock';
import { mutants as ledger } from './ledger';
import { mutants as longestChain } from './longestChain';
import { mutants as mine } from './mine';
import { mutants as minerThread } from './minerThread';
import { mutants as reorganise } from './reorganise';
import { mutants as signals } from './signals';
import { mutants as signatures } from './signatures';
import { mutants as User } from './User';
import { mutants as validateBlock } from './validateBlock';

/** What each step's suite is tried on, by the step's name. */
export const MUTANTS: Readonly<Record<string, Mutants>> = {
  hashBlock,
  createGenesisBlock,
  mine,
  validateBlock,
  ledger,
  User,
  signals,
  minerThread,
  broadcast,
  handleMsg,
  longestChain,
  catchUp,
  reorganise,
  signatures,
};
