import type { DurationMs, RandomStream } from '@artisan-ts/domain';
import { usPerMs } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';
import { type LineFaults, noFaults } from '#line/faults.ts';

const msPerSecond = 1000;
const byteValues = 256;

/** Carries bytes one way, in order, with the faults it is told to have. */
export class Direction {
  readonly faults: LineFaults = noFaults();
  readonly #clock: Clock;
  readonly #chance: RandomStream;
  readonly #deliver: (bytes: Uint8Array) => void;
  readonly #cut: () => void;
  #queue: Promise<void> = Promise.resolve();
  #busyUntilUs = 0;

  constructor(parts: {
    readonly clock: Clock;
    readonly chance: RandomStream;
    readonly deliver: (bytes: Uint8Array) => void;
    readonly cut: () => void;
  }) {
    this.#clock = parts.clock;
    this.#chance = parts.chance;
    this.#deliver = parts.deliver;
    this.#cut = parts.cut;
  }

  send(bytes: Uint8Array): void {
    if (this.faults.silent) return;
    for (const chunk of this.faults.split ? this.#pieces(bytes) : [bytes]) {
      const dueUs = this.#arrivalUs(chunk.length);
      const altered = this.#corrupted(chunk);
      this.#queue = this.#queue.then(() => this.#arrive(altered, dueUs));
    }
  }

  #arrivalUs(length: number): number {
    const { bytesPerS, delayMs } = this.faults;
    const transferMs = bytesPerS === null ? 0 : (length / bytesPerS) * msPerSecond;
    this.#busyUntilUs = Math.max(this.#busyUntilUs, this.#clock.monoUs()) + transferMs * usPerMs;
    return this.#busyUntilUs + delayMs * usPerMs;
  }

  async #arrive(bytes: Uint8Array, dueUs: number): Promise<void> {
    const waitMs = (dueUs - this.#clock.monoUs()) / usPerMs;
    if (waitMs > 0) await this.#clock.sleep(waitMs as DurationMs);
    const left = this.faults.cutAfterBytes;
    if (left === null) return this.#deliver(bytes);
    if (left > 0) this.#deliver(bytes.subarray(0, left));
    this.faults.cutAfterBytes = left - bytes.length;
    if (left <= bytes.length) this.#cut();
  }

  #pieces(bytes: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    for (let from = 0; from < bytes.length; ) {
      const length = 1 + Math.floor(this.#chance.next() * (bytes.length - from));
      pieces.push(bytes.subarray(from, from + length));
      from += length;
    }
    return pieces;
  }

  #corrupted(bytes: Uint8Array): Uint8Array {
    const share = this.faults.corruptShare;
    if (share === 0) return bytes;
    return bytes.map((byte) => {
      if (this.#chance.next() >= share) return byte;
      return byte ^ (1 + Math.floor(this.#chance.next() * (byteValues - 1)));
    });
  }
}
