import type { MonoUs } from '@artisan-ts/domain';
import type { Framer } from '#wire/conversation.ts';
import type { Stamped } from '#wire/poll.ts';

/** One line without its end, and when its first byte came. */
export interface TextLine extends Stamped {
  readonly text: string;
}

const newline = 0x0a;

/**
 * Cuts bytes into lines of UTF-8 that end with LF; a CR before it is dropped, empty lines are left out. A line of more
 * than `bytesMax` is thrown away up to its end, so that noise cannot fill memory.
 */
export class LineFramer implements Framer<TextLine> {
  readonly #bytesMax: number;
  #bytes: number[] = [];
  #beganUs: MonoUs | null = null;
  #isTooLong = false;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  push(bytes: Uint8Array, atUs: MonoUs): readonly TextLine[] {
    const lines: TextLine[] = [];
    for (const byte of bytes) {
      this.#beganUs ??= atUs;
      if (byte === newline) lines.push(...this.#finish(this.#beganUs));
      else if (this.#bytes.length < this.#bytesMax) this.#bytes.push(byte);
      else this.#isTooLong = true;
    }
    return lines;
  }

  #finish(beganUs: MonoUs): readonly TextLine[] {
    const text = this.#isTooLong ? '' : new TextDecoder().decode(Uint8Array.from(this.#bytes));
    this.#bytes = [];
    this.#beganUs = null;
    this.#isTooLong = false;
    return text.trim() === '' ? [] : [{ text: text.trim(), beganUs }];
  }
}

/** A line as it goes over the wire. */
export function encodeLine(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\n`);
}
