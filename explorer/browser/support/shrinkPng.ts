import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** How many colours a picture keeps. One byte can name 256 colours. */
const COLOURS = 256;

/**
 * Returns a screenshot as a smaller PNG, with about a third of the bytes. It keeps the 256 most
 * frequent colours, and replaces every other colour by the nearest of these 256. On a page of text
 * and lines, the difference is not visible.
 *
 * @param png a picture in the format of Chromium: 8 bits a channel, not interlaced
 */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, channels, pixels } = decode(png);
  const counts = new Map<number, number>();
  const colours = new Uint32Array(width * height);
  for (let i = 0; i < colours.length; i++) {
    const at = i * channels;
    const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
    colours[i] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const kept = [...counts].sort((one, other) => other[1] - one[1]).slice(0, COLOURS);
  const palette = kept.map(([colour]) => colour);
  const names = new Map(palette.map((colour, name) => [colour, name]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let i = 0; i < colours.length; i++) {
    const colour = colours[i];
    let name = names.get(colour);
    if (name === undefined) names.set(colour, (name = nearest(palette, colour)));
    // Each row begins with the byte 0, which means "no filter".
    rows[i + Math.floor(i / width) + 1] = name;
  }
  const head = Buffer.from(png.subarray(16, 29));
  head[9] = 3;
  const paletteBytes = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, name) => paletteBytes.writeUIntBE(colour, name * 3, 3));
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', head),
    chunk('PLTE', paletteBytes),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Infinity;
  palette.forEach((other, name) => {
    let distance = 0;
    for (const shift of [0, 8, 16]) {
      distance += (((other >> shift) & 255) - ((colour >> shift) & 255)) ** 2;
    }
    if (distance < least) [best, least] = [name, distance];
  });
  return best;
}

/** Returns the pixels of a PNG, after undoing its filters (section 9 of the PNG specification). */
function decode(png: Buffer): { width: number; height: number; channels: number; pixels: Buffer } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = png[25] === 6 ? 4 : 3;
  const pieces: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const isData = png.toString('latin1', at + 4, at + 8) === 'IDAT';
    if (isData) pieces.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const data = inflateSync(Buffer.concat(pieces));
  const length = width * channels;
  const pixels = Buffer.alloc(height * length);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (length + 1)];
    for (let x = 0; x < length; x++) {
      const at = y * length + x;
      const left = x < channels ? 0 : pixels[at - channels];
      const above = y === 0 ? 0 : pixels[at - length];
      const corner = x < channels || y === 0 ? 0 : pixels[at - length - channels];
      const guess = guessOf(filter, left, above, corner);
      pixels[at] = (data[y * (length + 1) + 1 + x] + guess) & 255;
    }
  }
  return { width, height, channels, pixels };
}

/** Returns the value that a filter predicts for a byte, from the neighbours of the byte. */
function guessOf(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const guess = left + above - corner;
  const toLeft = Math.abs(guess - left);
  const toAbove = Math.abs(guess - above);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
