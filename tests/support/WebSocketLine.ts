import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:http';
import type { Socket } from 'node:net';

/** The first byte of a frame with a whole text. The others are of RFC 6455, section 5.2. */
const TEXT = 0x81;
const MASKED = 0x80;

/** A client's end of a WebSocket for texts. Node 20 has no such client. */
export class WebSocketLine {
  /** Called with each received text. */
  onText: (text: string) => void = () => undefined;
  /** Called when the connection is closed. */
  onClose: () => void = () => undefined;
  #received: Buffer = Buffer.alloc(0);

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => this.onClose());
  }

  /** Connects to an address such as `ws://127.0.0.1:9229/id`. */
  static async connect(url: string): Promise<WebSocketLine> {
    const request = get(url.replace('ws:', 'http:'), {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      },
    });
    const [, socket] = (await once(request, 'upgrade')) as [unknown, Socket];
    return new WebSocketLine(socket);
  }

  end(): void {
    this.socket.destroy();
  }

  /** Sends a text of at most 64 KiB. */
  write(text: string): void {
    const data = Buffer.from(text);
    const mask = randomBytes(4);
    const head =
      data.length < 126
        ? Buffer.from([TEXT, MASKED | data.length])
        : Buffer.from([TEXT, MASKED | 126, data.length >> 8, data.length & 0xff]);
    const masked = data.map((byte, i) => byte ^ mask[i % 4]);
    this.socket.write(Buffer.concat([head, mask, masked]));
  }

  private receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (let text = this.takeFrame(); text !== undefined; text = this.takeFrame()) {
      this.onText(text);
    }
  }

  /** Returns the text of the first received frame. Returns undefined until a frame is complete. */
  private takeFrame(): string | undefined {
    const all = this.#received;
    if (all.length < 2) return undefined;
    const short = all[1];
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (all.length < head) return undefined;
    const length =
      head === 2 ? short : head === 4 ? all.readUInt16BE(2) : Number(all.readBigUInt64BE(2));
    if (all.length < head + length) return undefined;
    this.#received = all.subarray(head + length);
    // A frame that is no text, such as the end of the connection, has no message for us.
    return all[0] === TEXT ? all.toString('utf8', head, head + length) : this.takeFrame();
  }
}
