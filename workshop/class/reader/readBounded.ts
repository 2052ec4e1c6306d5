import type { Readable } from 'node:stream';

/**
 * Reads the beginning of a stream, and then ends the stream. Counts the bytes that arrive. The size
 * in an archive's header can be false.
 *
 * @param most the maximum number of bytes
 * @throws the stream's error
 */
export async function readBounded(stream: Readable, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}
