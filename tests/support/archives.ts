import { once } from 'node:events';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Headers } from 'tar-stream';

/** An entry of an archive. Its name is not checked. */
export interface ZipEntry {
  name: string | Buffer;
  bytes?: Buffer | string;
  /** The mode of a Unix file, such as 0o120777 for a link. */
  mode?: number;
  /** The size that the headers name. The default is the real size. */
  claimed?: number;
  /** The flags of the entry. 1 says that it has a password. */
  flags?: number;
}

/**
 * Writes a zip archive. Writes also what a good program refuses to write.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes = '', mode = 0o100644, claimed, flags = 0 } of entries) {
    const raw = Buffer.from(bytes);
    const packed = deflateRawSync(raw);
    const nameBytes = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(raw), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimed ?? raw.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, nameBytes, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    // Version 3 of Unix made it, so the mode counts.
    const made = Buffer.from([30, 3]);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02'), made, fields, rest, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** Writes a tar archive. */
export async function tarOf(
  entries: readonly (Headers & { bytes?: Buffer | string })[],
): Promise<Buffer> {
  const archive = pack();
  const chunks: Buffer[] = [];
  archive.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(archive, 'end');
  for (const { bytes = '', ...header } of entries) archive.entry(header, Buffer.from(bytes));
  archive.finalize();
  await ended;
  return Buffer.concat(chunks);
}

/** Writes a tar.gz archive. */
export async function tgzOf(...args: Parameters<typeof tarOf>): Promise<Buffer> {
  return gzipSync(await tarOf(...args));
}
