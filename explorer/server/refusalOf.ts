import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Why a request is not answered: an HTTP status and a line for people. */
export interface HttpRefusal {
  status: number;
  reason: string;
}

/** The names under which a machine reaches itself. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Addresses to listen at that mean: all that this machine has. */
const ANY = ['0.0.0.0', '::'];

/**
 * Says why a request is none of ours, or undefined if it is.
 *
 * The server shows a network to whoever sits at this machine. Another web page in the same browser
 * can ask it, too, and with a name of its own that it points at 127.0.0.1 (DNS rebinding) it could
 * also read the answer. So the `Host` asked for must be one that nobody else can have, and a request
 * that another page makes is refused; only a link from there to the page itself may be followed.
 *
 * @param host what the server was asked to listen at
 * @param port what it listens at
 */
export function refusalOf(
  request: IncomingMessage,
  host: string,
  port: number,
): HttpRefusal | undefined {
  const { method = '', headers } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, reason: 'only GET and HEAD are answered here' };
  }
  if (!isOurs(headers.host, host, port)) {
    return { status: 421, reason: 'this is not the host that you asked for' };
  }
  const { origin } = headers;
  const originHost = /^http:\/\/([^/]+)$/.exec(origin ?? '')?.[1];
  if (origin !== undefined && originHost !== headers.host) {
    return { status: 403, reason: 'another page may not ask for this' };
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  const isLink =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== 'same-origin' && site !== 'none' && !isLink) {
    return { status: 403, reason: 'another page may not ask for this' };
  }
  return undefined;
}

function isOurs(asked: string | undefined, host: string, port: number): boolean {
  const parts = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d+))?$/i.exec(asked ?? '');
  if (parts === null || Number(parts[2] ?? 80) !== port) return false;
  const name = parts[1].toLowerCase();
  if (LOOPBACK.includes(name) || plain(name) === host.toLowerCase()) return true;
  // An address cannot be pointed anywhere, as a name can.
  return ANY.includes(host) && isIP(plain(name)) !== 0;
}

const plain = (name: string): string => name.replace(/^\[|\]$/g, '');
