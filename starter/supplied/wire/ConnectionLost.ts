/** Thrown when a connection ends before the message is complete. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}
