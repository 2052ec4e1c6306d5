const duties = new Set<() => void>();

process.once('exit', () => {
  for (const duty of duties) duty();
});

/**
 * Has something done when the grader ends, however it ends (except by SIGKILL).
 *
 * @param duty synchronous; doing it twice must do no harm
 * @returns does it now instead
 */
export function atExit(duty: () => void): () => void {
  duties.add(duty);
  return () => {
    duties.delete(duty);
    duty();
  };
}
