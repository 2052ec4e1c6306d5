/** The exit code after a signal: 128 plus the number of the signal, as in shells. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;

/**
 * Ends this process with `process.exit` on a signal. Without a handler, a signal would leave
 * temporary files behind: `atExit` removes them on exit.
 */
export function exitOnSignals(): void {
  for (const [signal, code] of Object.entries(EXIT_CODES)) {
    process.on(signal, () => process.exit(code));
  }
}
