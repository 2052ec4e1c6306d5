import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Why a request is refused: an HTTP status, and a sentence for people. */
interface HttpRefusal {
  status: number;
  reason: string;
}

/** The names by which a machine reaches itself. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The addresses that mean "all addresses of this machine". */
const ANY = ['0.0.0.0', '::'];

/**
 * Returns why a request is refused, or undefined if it is allowed.
 *
 * The server is for people at this machine, but other web pages in the same browser can reach it
 * too. A page whose domain points at 127.0.0.1 (DNS rebinding) could even read the answer.
 * Therefore the `Host` must be one that no other site can have. A request from another page is
 * refused, except a link to this page.
 *
 * @param host the address that the server listens on
 */
export function refusalOf(
  request: IncomingMessage,
  host: string,
  port: number,
): HttpRefusal | undefined {
  const { method = '', headers } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, reason: 'Only GET and HEAD are allowed here.' };
  }
  if (!isOurHost(headers.host, host, port)) {
    return { status: 421, reason: 'This server does not have the host name of the request.' };
  }
  const { origin } = headers;
  const originHost = /^http:\/\/([^/]+)$/.exec(origin ?? '')?.[1];
  if (origin !== undefined && originHost !== headers.host) {
    return { status: 403, reason: 'Requests from other pages are not allowed.' };
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  const isLink =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== 'same-origin' && site !== 'none' && !isLink) {
    return { status: 403, reason: 'Requests from other pages are not allowed.' };
  }
  return undefined;
}

function isOurHost(asked: string | undefined, host: string, port: number): boolean {
  const parts = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d+))?$/i.exec(asked ?? '');
  if (parts === null || Number(parts[2] ?? 80) !== port) return false;
  const name = parts[1].toLowerCase();
  if (LOOPBACK.includes(name) || withoutBrackets(name) === host.toLowerCase()) return true;
  // DNS can point a name here, but not an IP address.
  return ANY.includes(host) && isIP(withoutBrackets(name)) !== 0;
}

const withoutBrackets = (name: string): string => name.replace(/^\[|\]$/g, '');
