import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** The reason why a request is refused, with an HTTP status and a sentence for people. */
export interface HttpRefusal {
  status: number;
  reason: string;
}

/** Where a server listens, and the methods that it allows. */
export interface HttpPlace {
  host: string;
  port: number;
  methods: readonly string[];
  /** The origin under which a forwarded port is reached, such as `https://name-8700.example`. */
  publicOrigin?: string;
}

/** The names with which a machine reaches itself. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The addresses that mean "all addresses of this machine". */
const ANY = ['0.0.0.0', '::'];

/**
 * Returns the reason why a request is refused. Returns undefined if the request is allowed.
 *
 * The server is for people at this machine, but web pages in the same browser can also reach the
 * server. A page whose domain points at 127.0.0.1 (DNS rebinding) could even read the answer.
 * Therefore `Host` must be a name that other sites cannot have. Requests from other pages are
 * refused. Links from other pages to this page are allowed, but only with methods that change
 * nothing.
 */
export function refusalOf(
  request: IncomingMessage,
  { host, port, methods, publicOrigin }: HttpPlace,
): HttpRefusal | undefined {
  const { method = '', headers } = request;
  if (!methods.includes(method)) {
    const list = `${methods.slice(0, -1).join(', ')} and ${methods.at(-1)}`;
    return { status: 405, reason: `Only ${list} are allowed here.` };
  }
  const isReading = method === 'GET' || method === 'HEAD';
  if (!isOurHost(headers.host, host, port)) {
    return { status: 421, reason: 'This server does not have the host name of the request.' };
  }
  const { origin } = headers;
  const originHost = /^http:\/\/([^/]+)$/.exec(origin ?? '')?.[1];
  // A browser sends `Origin` with each request that can change something.
  const isOwn =
    origin === undefined ? isReading : originHost === headers.host || origin === publicOrigin;
  if (!isOwn) {
    return { status: 403, reason: 'Requests from other pages are not allowed.' };
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  const isLink =
    isReading &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document';
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
  // An attacker can point a DNS name at this machine, but cannot do this with an IP address.
  return ANY.includes(host) && isIP(withoutBrackets(name)) !== 0;
}

const withoutBrackets = (name: string): string => name.replace(/^\[|\]$/g, '');
