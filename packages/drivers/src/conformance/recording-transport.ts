import type { Connection, Transport } from '@artisan-ts/runtime';

/** A transport that keeps all that was written through it, so that a test can say what may ever be sent. */
export class RecordingTransport implements Transport {
  readonly description: string;
  readonly #inner: Transport;
  #written = '';
  #open = 0;

  constructor(inner: Transport) {
    this.#inner = inner;
    this.description = inner.description;
  }

  /** The lines written, over all connections, without their ends. What was written without an end counts too. */
  get written(): readonly string[] {
    return this.#written.split('\n').filter((line) => line !== '');
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
        this.#written += String.fromCharCode(...bytes);
        return connection.write(bytes);
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
