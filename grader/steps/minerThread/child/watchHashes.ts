import crypto from 'node:crypto';

let watcher: (() => void) | undefined;
let updated: unknown;
let counted: unknown;

// Modules that load later, such as the submission, make hashes with these watched functions.
const { hash } = crypto;
crypto.hash = ((...args: Parameters<typeof hash>) => {
  updated = args[1];
  made();
  return hash(...args);
}) as typeof hash;

const { update, digest } = crypto.Hash.prototype as { update: Function; digest: Function };
Object.assign(crypto.Hash.prototype, {
  update(this: crypto.Hash, ...args: unknown[]): unknown {
    updated = args[0];
    return Reflect.apply(update, this, args);
  },
  digest(this: crypto.Hash, ...args: unknown[]): unknown {
    made();
    return Reflect.apply(digest, this, args);
  },
});

/**
 * Runs a function, and calls `onHash` for each hash that the function makes. A repeated hash of the
 * same data does not count.
 */
export function watchHashes<Result>(onHash: () => void, run: () => Result): Result {
  counted = undefined;
  watcher = onHash;
  try {
    return run();
  } finally {
    watcher = undefined;
  }
}

function made(): void {
  if (watcher === undefined || updated === counted) return;
  counted = updated;
  watcher();
}
