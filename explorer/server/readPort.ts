import { whole } from '../../solution/supplied/program/programOptions';
import { UsageError } from '../../solution/supplied/program/readArguments';

/** The ports above 1023 that browsers block: https://fetch.spec.whatwg.org/#port-blocking */
const REFUSED_PORTS: readonly number[] = [
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10080,
];

/**
 * Reads the port of a web page.
 *
 * @throws UsageError if the text is no port, or a port that browsers block
 */
export function readPort(text: string): number {
  const port = whole('port', text, 65535);
  if (!REFUSED_PORTS.includes(port)) return port;
  throw new UsageError(`--port ${port} is blocked by browsers, so choose another, such as 8600`);
}
