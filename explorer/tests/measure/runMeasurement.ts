/** The command line of a measurement. */
interface CommandLine {
  /** The command that runs the measurement, and the name of its argument. */
  usage: string;
  /** The value of the argument if the command line has no argument. */
  usual: number;
}

/**
 * Runs a measurement with the number from the command line, and then ends the process. For `--help`,
 * prints the usage. For a wrong argument, prints the mistake and the usage, and exits with 2.
 */
export function runMeasurement(
  { usage, usual }: CommandLine,
  measure: (amount: number) => Promise<void>,
): void {
  const [text = String(usual), ...surplus] = process.argv.slice(2);
  if (['--help', '-h', 'help'].includes(text)) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const amount = Number(text);
  if (surplus.length > 0 || !Number.isFinite(amount) || amount <= 0) {
    const mistake =
      surplus.length > 0 ? 'There can be only one argument.' : `"${text}" is not a number above 0.`;
    process.stderr.write(`${mistake}\n\n${usage}\n`);
    process.exitCode = 2;
    return;
  }
  void measure(amount).then(() => process.exit(0));
}
