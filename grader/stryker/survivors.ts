/** A mutant that passes, and why that is as it should be. */
export interface Survivor {
  original: string;
  replacement: string;
  /** The whole line that it stands in, where the same stands elsewhere, too. */
  line?: string;
  why: string;
}

const FOR_PEOPLE =
  'the sentence is for people; programs and suites go by the code, or by the rejection';

/** A text without its words. */
const unsaid = (original: string): Survivor => ({
  original,
  replacement: original.startsWith('`') ? '``' : '""',
  why: FOR_PEOPLE,
});

/** What the suites need not notice, by the step's name. */
export const SURVIVORS: Readonly<Record<string, readonly Survivor[]>> = {
  mine: [
    {
      original: 'bitsLeft === 0',
      replacement: 'false',
      why: 'one hex digit shifted by four bits is 0, whatever it is: the same answer by another way',
    },
  ],
  ledger: [
    unsaid("'nobody can pay the network'"),
    unsaid("'nobody can pay themselves'"),
    unsaid("'a payment is a whole number of cents above zero'"),
  ],
  User: [
    unsaid('`${this.options.name} is running already`'),
    unsaid('`${this.options.name} was stopped meanwhile`'),
    unsaid("'a thread has ended without being told to'"),
  ],
  minerThread: [
    {
      original: 'rest > 0',
      replacement: 'rest >= 0',
      why: 'a wait of 0 ms ends at once, and the next turn goes on to the mining',
    },
  ],
  handleMsg: [unsaid("'this is not ours to mint'"), unsaid("'coins are mined, not asked for'")],
  longestChain: [
    {
      original: 'parent === undefined',
      replacement: 'false',
      line: 'if (parent === undefined) return false;',
      why: 'a branch without a parent on our chain gains no work and is not looked at; only TypeScript asks',
    },
    {
      original: 'false',
      replacement: 'true',
      line: 'if (parent === undefined) return false;',
      why: 'the same: this line is never reached',
    },
    {
      original: '{ if (error instanceof Refusal) return false; throw error; }',
      replacement: '{}',
      why: 'nothing is as good as false here, and validateBlock throws no other errors',
    },
    {
      original: 'error instanceof Refusal',
      replacement: 'true',
      why: 'validateBlock throws no other errors',
    },
  ],
  catchUp: [
    {
      original: 'chain.blocks[height]?.hash',
      replacement: 'chain.blocks[height].hash',
      why: 'with one difficulty a chain never gets shorter, so the height asked for stays on it',
    },
    {
      original: 'branch.length > 0',
      replacement: 'false',
      line: 'if (branch.length > 0 || chain.blocks[next]?.hash !== block.hash) {',
      why: 'differs only if our chain changes to the very branch that is held; mostly it then begins anew and ends on the same chain',
    },
    {
      original: 'parent?.hash',
      replacement: 'parent.hash',
      why: 'the same: a block below the one that was asked for is always there',
    },
  ],
  signatures: [
    {
      original: '/^[0-9a-f]{128}$/',
      replacement: '/[0-9a-f]{128}$/',
      why: 'a longer text makes a signature of other than 64 bytes, which Ed25519 refuses anyhow',
    },
    {
      original: '{ return false; }',
      replacement: '{}',
      why: 'nothing that JSON can carry makes this Node throw here; the catch is for other versions',
    },
    {
      original: 'false',
      replacement: 'true',
      line: 'return false;',
      why: 'the same: this line is not reached',
    },
  ],
};
