import crypto from 'node:crypto';

let watcher: (() => void) | undefined;
let updated: unknown;
let counted: unknown;

// Modules that are loaded after this one, such as the submission, make hashes that can be watched.
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

/** Runs a function, and calls `onHash` for each hash that it makes; a repeated one does not count. */
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
