import { randomBytes } from 'node:crypto';
import { type Id, type IdKind, makeId, type WallMs } from '@artisan-ts/domain';
import type { IdSource } from '@artisan-ts/runtime';

const counterBits = 12;
const counterMax = 2 ** counterBits - 1;

/**
 * UUIDs of version 7 that grow with every call: 48 bits of wall time, a counter, 62 random bits.
 *
 * Source: RFC 9562, 5.7 and method 1 of 6.2. When the clock steps back or a millisecond runs out of numbers, the
 * time in the id runs ahead, so that ids still sort by birth.
 */
export class UuidV7Ids implements IdSource {
  readonly #wallMs: () => WallMs;
  readonly #chance: (bytes: number) => Uint8Array;
  #lastMs = 0;
  #counter = 0;

  /** `chance` gives so many random bytes; absent: the operating system does. */
  constructor(wallMs: () => WallMs, chance: (bytes: number) => Uint8Array = randomBytes) {
    this.#wallMs = wallMs;
    this.#chance = chance;
  }

  next<Kind extends IdKind>(kind: Kind): Id<Kind> {
    const nowMs = this.#wallMs();
    if (nowMs > this.#lastMs) {
      this.#lastMs = nowMs;
      this.#counter = 0;
    } else if (this.#counter < counterMax) {
      this.#counter += 1;
    } else {
      this.#lastMs += 1;
      this.#counter = 0;
    }
    const bytes = Buffer.from(this.#chance(16));
    bytes.writeUIntBE(this.#lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | this.#counter, 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    return makeId(kind, bytes.toString('hex'));
  }
}
