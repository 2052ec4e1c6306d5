import type { StepName } from '../../grader/course/course';
import { broadcastScene } from './broadcastScene';
import { catchUpScene } from './catchUpScene';
import { createGenesisBlockScene } from './createGenesisBlockScene';
import { handleMsgScene } from './handleMsgScene';
import { hashBlockScene } from './hashBlockScene';
import { ledgerScene } from './ledgerScene';
import { longestChainScene } from './longestChainScene';
import { mineScene } from './mineScene';
import { minerThreadScene } from './minerThreadScene';
import { reorganiseScene } from './reorganiseScene';
import type { SceneScript } from './SceneScript';
import { signalsScene } from './signalsScene';
import { signaturesScene } from './signaturesScene';
import { UserScene } from './UserScene';
import { validateBlockScene } from './validateBlockScene';

/** The scene of each step. */
export const SCENES: Readonly<Record<StepName, SceneScript>> = {
  hashBlock: hashBlockScene,
  createGenesisBlock: createGenesisBlockScene,
  mine: mineScene,
  validateBlock: validateBlockScene,
  ledger: ledgerScene,
  User: UserScene,
  signals: signalsScene,
  minerThread: minerThreadScene,
  broadcast: broadcastScene,
  handleMsg: handleMsgScene,
  longestChain: longestChainScene,
  catchUp: catchUpScene,
  reorganise: reorganiseScene,
  signatures: signaturesScene,
};
