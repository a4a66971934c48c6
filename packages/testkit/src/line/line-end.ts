import { ArtisanError, invariant } from '@artisan-ts/domain';
import type { Connection } from '@artisan-ts/runtime';

/** What arrives before anybody listens is kept up to this much, the buffer of a serial port. */
const unheardBytesMax = 65_536;

/** One end of a byte pipe. What is written here is handed to `send`; the line calls `receive` and `lose`. */
export class LineEnd implements Connection {
  readonly #send: (bytes: Uint8Array) => void;
  readonly #closed: () => void;
  #unheard: Uint8Array[] = [];
  #unheardBytes = 0;
  #heard: ((bytes: Uint8Array) => void) | null = null;
  #ended: ((fault: ArtisanError | null) => void) | null = null;
  #end: { readonly fault: ArtisanError | null } | null = null;

  constructor(send: (bytes: Uint8Array) => void, closed: () => void) {
    this.#send = send;
    this.#closed = closed;
  }

  get isOpen(): boolean {
    return this.#end === null;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.isOpen) {
      throw new ArtisanError('driver.lost', `write of ${bytes.length} bytes: the line is cut`);
    }
    this.#send(bytes.slice());
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#heard = listener;
    const unheard = this.#unheard;
    this.#unheard = [];
    this.#unheardBytes = 0;
    for (const bytes of unheard) listener(bytes);
  }

  onClose(listener: (fault: ArtisanError | null) => void): void {
    this.#ended = listener;
    if (this.#end !== null) listener(this.#end.fault);
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.lose(null);
    this.#closed();
  }

  receive(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    if (this.#heard !== null) {
      this.#heard(bytes);
      return;
    }
    this.#unheardBytes += bytes.length;
    invariant(
      this.#unheardBytes <= unheardBytesMax,
      `${this.#unheardBytes} bytes arrived on a line that nobody listens to`,
    );
    this.#unheard.push(bytes);
  }

  lose(fault: ArtisanError | null): void {
    if (!this.isOpen) return;
    this.#end = { fault };
    this.#ended?.(fault);
  }
}
