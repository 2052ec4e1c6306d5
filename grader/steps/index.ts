// Made from the course table by `npm run generate`.
import type { StepName } from '../course/course';
import type { Mutants } from './support/Mutants';
import type { Survivor } from './support/Survivor';
import { mutants as hashBlockMutants } from './hashBlock/mutants';
import { survivors as hashBlockSurvivors } from './hashBlock/survivors';
import { mutants as createGenesisBlockMutants } from './createGenesisBlock/mutants';
import { survivors as createGenesisBlockSurvivors } from './createGenesisBlock/survivors';
import { mutants as mineMutants } from './mine/mutants';
import { survivors as mineSurvivors } from './mine/survivors';
import { mutants as validateBlockMutants } from './validateBlock/mutants';
import { survivors as validateBlockSurvivors } from './validateBlock/survivors';
import { mutants as ledgerMutants } from './ledger/mutants';
import { survivors as ledgerSurvivors } from './ledger/survivors';
import { mutants as UserMutants } from './User/mutants';
import { survivors as UserSurvivors } from './User/survivors';
import { mutants as signalsMutants } from './signals/mutants';
import { survivors as signalsSurvivors } from './signals/survivors';
import { mutants as minerThreadMutants } from './minerThread/mutants';
import { survivors as minerThreadSurvivors } from './minerThread/survivors';
import { mutants as broadcastMutants } from './broadcast/mutants';
import { survivors as broadcastSurvivors } from './broadcast/survivors';
import { mutants as handleMsgMutants } from './handleMsg/mutants';
import { survivors as handleMsgSurvivors } from './handleMsg/survivors';
import { mutants as longestChainMutants } from './longestChain/mutants';
import { survivors as longestChainSurvivors } from './longestChain/survivors';
import { mutants as catchUpMutants } from './catchUp/mutants';
import { survivors as catchUpSurvivors } from './catchUp/survivors';
import { mutants as reorganiseMutants } from './reorganise/mutants';
import { survivors as reorganiseSurvivors } from './reorganise/survivors';
import { mutants as signaturesMutants } from './signatures/mutants';
import { survivors as signaturesSurvivors } from './signatures/survivors';

/** The files on which the proof tries the suite of a step. */
export interface StepProof {
  mutants: Mutants;
  survivors: readonly Survivor[];
}

/** The mutants and survivors in the folder of each step. */
export const STEPS: Readonly<Record<StepName, StepProof>> = {
  hashBlock: { mutants: hashBlockMutants, survivors: hashBlockSurvivors },
  createGenesisBlock: {
    mutants: createGenesisBlockMutants,
    survivors: createGenesisBlockSurvivors,
  },
  mine: { mutants: mineMutants, survivors: mineSurvivors },
  validateBlock: { mutants: validateBlockMutants, survivors: validateBlockSurvivors },
  ledger: { mutants: ledgerMutants, survivors: ledgerSurvivors },
  User: { mutants: UserMutants, survivors: UserSurvivors },
  signals: { mutants: signalsMutants, survivors: signalsSurvivors },
  minerThread: { mutants: minerThreadMutants, survivors: minerThreadSurvivors },
  broadcast: { mutants: broadcastMutants, survivors: broadcastSurvivors },
  handleMsg: { mutants: handleMsgMutants, survivors: handleMsgSurvivors },
  longestChain: { mutants: longestChainMutants, survivors: longestChainSurvivors },
  catchUp: { mutants: catchUpMutants, survivors: catchUpSurvivors },
  reorganise: { mutants: reorganiseMutants, survivors: reorganiseSurvivors },
  signatures: { mutants: signaturesMutants, survivors: signaturesSurvivors },
};
