import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Asset, Page } from './bundlePage';
import { sendText } from './sendText';

/** Answers with a file of a page. A page that does not compile is reported to the browser. */
export async function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  { page, path }: { page: Promise<Page>; path: string },
): Promise<void> {
  if (path === '/favicon.ico') {
    response.writeHead(204).end();
    return;
  }
  let files: Page;
  try {
    files = await page;
  } catch (error) {
    return sendText(response, 503, `The page cannot be shown: ${(error as Error).message}`);
  }
  const asset = files.get(path);
  if (asset === undefined) {
    return sendText(response, 404, 'This server has no file at this address.');
  }
  sendAsset(request, response, asset);
}

function sendAsset(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { type, body, zipped, etag }: Asset,
): void {
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  const isZipped = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
  if (isZipped) response.setHeader('Content-Encoding', 'gzip');
  const bytes = isZipped ? zipped : body;
  response.setHeader('Content-Length', bytes.length);
  response.writeHead(200);
  response.end(method === 'HEAD' ? undefined : bytes);
}
