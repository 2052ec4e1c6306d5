import type { IncomingMessage } from 'node:http';

/** The maximum size of the body of a request, in bytes. */
const MOST_BYTES = 1024;

/**
 * Reads the body of a request, one small JSON object.
 *
 * @returns the object, or why there is none
 */
export async function readJson(
  request: IncomingMessage,
): Promise<Record<string, unknown> | 'too-large' | 'bad-request'> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    request.resume();
    return 'bad-request';
  }
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    // The rest is read too, because a browser reads the answer only then. The server limits the time.
    if (length <= MOST_BYTES) pieces.push(piece);
  }
  if (length > MOST_BYTES) return 'too-large';
  try {
    const value: unknown = JSON.parse(Buffer.concat(pieces).toString());
    return isObject(value) ? value : 'bad-request';
  } catch {
    return 'bad-request';
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
