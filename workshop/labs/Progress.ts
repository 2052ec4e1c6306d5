/** How long to be silent before saying what is being waited for, in milliseconds. */
const SILENCE_MS = 2000;

/** How often to say it where a line cannot be written over, in milliseconds. */
const LINE_MS = 5000;

/** Says how far a long wait has come: over and over in one line of a terminal, else now and then. */
export class Progress {
  readonly #began = performance.now();
  #saidAt = 0;

  constructor(private readonly what: string) {}

  /** @param far how far it has come, such as `12 of 80` */
  tell(far: string): void {
    const now = performance.now();
    const interval = process.stdout.isTTY ? 100 : LINE_MS;
    if (now - this.#began < SILENCE_MS || now - this.#saidAt < interval) return;
    this.#saidAt = now;
    const line = `  … until ${this.what}${far && `: ${far}`}`;
    process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }

  end(): void {
    if (process.stdout.isTTY && this.#saidAt > 0) process.stdout.write('\r\u001b[K');
  }
}
