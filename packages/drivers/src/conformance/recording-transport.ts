import type { Connection, Transport } from '@artisan-ts/runtime';

/** A transport that keeps all that was written through it, so that a test can say what may ever be sent. */
export class RecordingTransport implements Transport {
  readonly description: string;
  readonly #inner: Transport;
  readonly #written: Uint8Array[] = [];
  #isStalled = false;
  #waiting = 0;
  #open = 0;

  constructor(inner: Transport) {
    this.#inner = inner;
    this.description = inner.description;
  }

  /** All that was written, over all connections, one by one. */
  get written(): readonly Uint8Array[] {
    return this.#written;
  }

  /** The line takes nothing more: whoever writes waits until it is closed. */
  stall(): void {
    this.#isStalled = true;
  }

  /** Writes that wait for a line that takes nothing. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Connections that were opened and not closed by this side. */
  get openCount(): number {
    return this.#open;
  }

  async open(signal: AbortSignal): Promise<Connection> {
    const connection = await this.#inner.open(signal);
    this.#open += 1;
    return {
      write: (bytes) => {
        this.#written.push(bytes.slice());
        if (!this.#isStalled) return connection.write(bytes);
        this.#waiting += 1;
        return new Promise(() => undefined);
      },
      onData: (listener) => connection.onData(listener),
      onClose: (listener) => connection.onClose(listener),
      close: async () => {
        this.#open -= 1;
        await connection.close();
      },
    };
  }
}
