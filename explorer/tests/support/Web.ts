import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Endpoint } from '../../../solution/supplied/types';
import { DEFAULT_OBSERVER_OPTIONS } from '../../observer/ObserverOptions';
import { bundlePage } from '../../server/bundlePage';
import { Explorer } from '../../server/Explorer';

/** The folder of the page's source. */
export const PAGE = join(__dirname, '..', '..', 'page');

/** Starts an explorer on a port that the system chooses. */
export async function startExplorer(
  begin: readonly Endpoint[] = [],
  host = '127.0.0.1',
): Promise<Explorer> {
  const explorer = new Explorer(
    {
      host,
      port: 0,
      observer: { ...DEFAULT_OBSERVER_OPTIONS, begin, paceMs: 30, shareMs: 0 },
      page: bundlePage(PAGE),
    },
    (error) => {
      throw error;
    },
  );
  await explorer.start();
  return explorer;
}

/** The parts of a request that differ from a simple GET. */
export interface AskOptions {
  method?: string;
  headers?: Record<string, string>;
  path?: string;
}

/** Sends a request to a web server. Returns the response when its head has arrived. */
export function head(
  url: string,
  { method = 'GET', headers = {}, path = '/' }: AskOptions = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const to = { hostname: hostname.replace(/^\[|\]$/g, ''), port, method, path, headers };
    request(to, resolve).on('error', reject).end();
  });
}

/** Sends a request to a web server. Returns the whole response. */
export async function ask(
  url: string,
  options: AskOptions = {},
): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> {
  const response = await head(url, options);
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, body: Buffer.concat(pieces) };
}
