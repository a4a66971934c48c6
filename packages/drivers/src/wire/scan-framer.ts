import type { MonoUs } from '@artisan-ts/domain';
import type { Framer } from '#wire/conversation.ts';
import type { Stamped } from '#wire/poll.ts';

/**
 * What stands at a place in the bytes: a whole frame, perhaps the beginning of one (`more`), surely the beginning of one
 * (`wait`: nothing behind it is looked at), or nothing (`no`).
 */
export type Scan<Frame> =
  | { readonly frame: Frame; readonly length: number }
  | 'more'
  | 'wait'
  | 'no';

/** Bytes looked at in one go: what comes in a flood is searched piece by piece. */
const pieceBytes = 256;

/**
 * Finds frames in bytes wherever they begin, so that noise before a frame, or half of another, does not hide it. Keeps
 * `bytesMax` at most, of what may still become a frame.
 */
export class ScanFramer<Frame extends object> implements Framer<Frame & Stamped> {
  readonly #scan: (bytes: Uint8Array, from: number) => Scan<Frame>;
  readonly #bytesMax: number;
  #bytes = new Uint8Array(0);
  /** When each of the bytes came. */
  #cameUs: MonoUs[] = [];

  constructor(scan: (bytes: Uint8Array, from: number) => Scan<Frame>, bytesMax: number) {
    this.#scan = scan;
    this.#bytesMax = bytesMax;
  }

  push(bytes: Uint8Array, atUs: MonoUs): readonly (Frame & Stamped)[] {
    const frames: (Frame & Stamped)[] = [];
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      this.#append(bytes.subarray(from, from + pieceBytes), atUs);
      for (let found = this.#find(atUs); found !== null; found = this.#find(atUs)) {
        frames.push(found);
      }
    }
    return frames;
  }

  #append(piece: Uint8Array, atUs: MonoUs): void {
    const joined = new Uint8Array(this.#bytes.length + piece.length);
    joined.set(this.#bytes);
    joined.set(piece, this.#bytes.length);
    this.#bytes = joined;
    for (let left = piece.length; left > 0; left--) this.#cameUs.push(atUs);
  }

  /** Takes the first whole frame out, with all before it; null when there is none. */
  #find(atUs: MonoUs): (Frame & Stamped) | null {
    let keepFrom: number | null = null;
    for (let from = 0; from < this.#bytes.length; from++) {
      const scan = this.#scan(this.#bytes, from);
      if (scan === 'no') continue;
      if (typeof scan === 'object') {
        const beganUs = this.#cameUs[from] ?? atUs;
        this.#drop(from + scan.length);
        return { ...scan.frame, beganUs };
      }
      keepFrom ??= from;
      if (scan === 'wait') break;
    }
    this.#drop(keepFrom ?? this.#bytes.length);
    this.#drop(Math.max(0, this.#bytes.length - this.#bytesMax));
    return null;
  }

  #drop(count: number): void {
    if (count === 0) return;
    this.#bytes = this.#bytes.slice(count);
    this.#cameUs = this.#cameUs.slice(count);
  }
}
