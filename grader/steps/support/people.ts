import type { Keys } from '../../../solution/supplied/chain/keys';
import { keysOf } from './sampleKeys';

/** The users in the stories of the searches. Each key pair is made from a seed of one digit. */
export const PEOPLE: Readonly<Record<'alice' | 'bob' | 'carol', Keys>> = {
  alice: keysOf('a'.repeat(64)),
  bob: keysOf('b'.repeat(64)),
  carol: keysOf('c'.repeat(64)),
};

/** The names that stories show instead of these users' addresses and keys. */
export const LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PEOPLE).flatMap(([name, { address, privateKey }]) => [
    [address, name],
    [privateKey, `${name}Key`],
  ]),
);
