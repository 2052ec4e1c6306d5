const cleanups = new Set<() => void>();

process.once('exit', () => {
  for (const cleanup of cleanups) cleanup();
});

/**
 * Cleans up when the grader ends, in any way but by SIGKILL.
 *
 * @param cleanup synchronous; a second run must do no harm
 * @returns cleans up now instead
 */
export function atExit(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => {
    cleanups.delete(cleanup);
    cleanup();
  };
}
