/** Somebody for whom text waits, as far as the room is concerned. */
export interface WaitingReader {
  readonly waitingBytes: number;
  destroy(): void;
}

/** One stream serves all tabs of a browser: screens at every machine of a roastery, and its visitors. */
const readersMax = 256;

/**
 * Text that may wait for all readers together: a computer with 512 MB keeps on recording beside it, and eight readers
 * may have fallen behind as far as one is let.
 */
const roomBytesMax = 64 * 1024 * 1024;

/**
 * All readers of the live stream, and how much waits for them. When it is too much, whoever lags furthest is cut off
 * and comes back later: those who keep up never pay for those who do not.
 */
export class ReadersRoom {
  readonly #readers = new Set<WaitingReader>();
  readonly #bytesMax: number;
  #bytes = 0;

  constructor(bytesMax: number = roomBytesMax) {
    this.#bytesMax = bytesMax;
  }

  get isFull(): boolean {
    return this.#readers.size >= readersMax;
  }

  get size(): number {
    return this.#readers.size;
  }

  /** Text that waits for all of them. */
  get waitingBytes(): number {
    return this.#bytes;
  }

  enter(reader: WaitingReader): void {
    this.#readers.add(reader);
  }

  leave(reader: WaitingReader): void {
    this.#readers.delete(reader);
  }

  /** So much more waits for somebody, or less. */
  waits(bytes: number): void {
    this.#bytes += bytes;
    if (bytes > 0 && this.#bytes > this.#bytesMax) this.#furthestBehind()?.destroy();
  }

  /** Ends every stream. */
  close(): void {
    for (const reader of this.#readers) reader.destroy();
  }

  #furthestBehind(): WaitingReader | null {
    return [...this.#readers].reduce<WaitingReader | null>(
      (most, reader) => (reader.waitingBytes > (most?.waitingBytes ?? 0) ? reader : most),
      null,
    );
  }
}
