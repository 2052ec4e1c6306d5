import { handoutOf, stepOf } from '../../grader/course/course';
import type { StepName } from '../../grader/course/course';
import { specificationOf } from '../../grader/course/specificationOf';
import type { Guide, Remedy } from '../../explorer/channel/Fault';

/** A step, and the number of the sentence in its handout. */
type Place = readonly [StepName, number];

/** The handout of the rules that students do not write. */
const PROTOCOL = 'exercises/protocol.md';

/** Which sentences a cause breaks, the most probable first. An empty list means the protocol. */
const PLACES: Readonly<Record<keyof Guide, readonly Place[]>> = {
  'bad-shape': [['hashBlock', 4]],
  'bad-index': [['createGenesisBlock', 4]],
  'bad-link': [['createGenesisBlock', 4]],
  'bad-timestamp': [['createGenesisBlock', 5]],
  'bad-difficulty': [['createGenesisBlock', 4]],
  'bad-hash': [['hashBlock', 4]],
  'bad-work': [['mine', 1]],
  'bad-transaction': [['ledger', 5]],
  'bad-reward': [['ledger', 6]],
  'bad-signature': [['signatures', 5]],
  'duplicate-transaction': [['ledger', 8]],
  'insufficient-funds': [['ledger', 9]],
  'bad-genesis': [['createGenesisBlock', 1]],
  'unknown-parent': [['handleMsg', 3]],
  'not-longest': [['handleMsg', 6]],
  'too-slow': [['handleMsg', 15]],
  busy: [['handleMsg', 12]],
  'bad-version': [],
  'address-taken': [],
  'too-large': [],
  'bad-json': [],
  'unknown-type': [],
  accepted: [
    ['handleMsg', 4],
    ['validateBlock', 9],
  ],
  misplaced: [['handleMsg', 6]],
  unannounced: [['broadcast', 1]],
};

/** Returns the table with which the explorer names the step of each fault. Reads the handouts. */
export function explorerGuide(): Guide {
  const entries = Object.entries(PLACES) as [keyof Guide, readonly Place[]][];
  return Object.fromEntries(
    entries.map(([cause, places]) => [
      cause,
      places.length === 0 ? [IN_PROTOCOL] : places.map(remedyAt),
    ]),
  ) as Record<keyof Guide, Remedy[]>;
}

const IN_PROTOCOL: Remedy = { step: null, file: null, handout: PROTOCOL, sentence: null };

function remedyAt([name, number]: Place): Remedy {
  const step = stepOf(name);
  const text = specificationOf(step).get(number);
  return {
    step: step.number,
    file: `starter/${name}.ts`,
    handout: handoutOf(step),
    sentence: text === undefined ? null : { number, text },
  };
}
