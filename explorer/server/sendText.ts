import type { ServerResponse } from 'node:http';

/** Answers with one line of text. */
export function sendText(response: ServerResponse, status: number, line: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${line}\n`);
}
