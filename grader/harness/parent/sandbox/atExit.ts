const cleanups = new Set<() => void>();

process.once('exit', () => {
  for (const cleanup of cleanups) cleanup();
});

/**
 * Calls `cleanup` when the grader ends. Only SIGKILL prevents the call.
 *
 * @param cleanup a synchronous function that can run twice without harm
 * @returns a function that calls `cleanup` immediately instead
 */
export function atExit(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => {
    cleanups.delete(cleanup);
    cleanup();
  };
}
