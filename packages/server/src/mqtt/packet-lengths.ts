/** Bits of a length that one of its bytes holds; the eighth says that another follows. */
const lengthBits = 7;
const moreFollows = 0x80;

/** Follows the packets of one MQTT connection by the lengths they begin with. Source: MQTT 3.1.1, 2.2.3. */
export class PacketLengths {
  readonly #bytesMax: number;
  #place: 'type' | 'length' | 'body' = 'type';
  #length = 0;
  #lengthBytes = 0;
  /** Of the body that is being passed over. */
  #left = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Takes the next bytes that came. False when one of their packets says that it is longer than is taken. */
  allow(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length; ) {
      if (this.#place === 'body') {
        const passed = Math.min(this.#left, bytes.length - at);
        at += passed;
        this.#pass(passed);
        continue;
      }
      const byte = bytes[at++] ?? 0;
      if (this.#place === 'type') this.#place = 'length';
      else if (!this.#takeLength(byte)) return false;
    }
    return true;
  }

  #takeLength(byte: number): boolean {
    this.#length += (byte & (moreFollows - 1)) * 2 ** (lengthBits * this.#lengthBytes);
    this.#lengthBytes += 1;
    if (this.#length > this.#bytesMax) return false;
    // Four bytes at most; more would be a length that never ends.
    if ((byte & moreFollows) !== 0) return this.#lengthBytes < 4;
    this.#place = 'body';
    this.#left = this.#length;
    this.#length = 0;
    this.#lengthBytes = 0;
    this.#pass(0);
    return true;
  }

  #pass(bytes: number): void {
    this.#left -= bytes;
    if (this.#left === 0) this.#place = 'type';
  }
}
