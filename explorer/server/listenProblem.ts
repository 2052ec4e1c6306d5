import { UsageError } from '../../solution/supplied/program/readArguments';

/**
 * Returns a `UsageError` with a clear message if a server cannot listen at this address or port.
 * Returns any other error unchanged.
 */
export function listenProblem(error: unknown, host: string, port: number | undefined): unknown {
  const where = port === undefined ? 'each port that was tried' : `port ${port}`;
  switch ((error as { code?: string }).code) {
    case 'EADDRINUSE':
      return new UsageError(`${where} is in use, so choose another with --port`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(`this machine has no address ${host}`);
    case 'EACCES':
      return new UsageError(
        `this machine does not allow ${where}, so choose another above 1023 with --port`,
      );
    default:
      return error;
  }
}
