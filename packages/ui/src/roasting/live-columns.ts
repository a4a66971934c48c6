import type { Smoothing } from '@artisan-ts/domain';
import {
  appendRow,
  emptyColumns,
  leadInS,
  preheatS,
  type SceneColumns,
  SmoothingStream,
} from '@artisan-ts/roast';
import type { MachineFeed } from '#live/machine-feed.ts';

/**
 * The columns of a roast that is going on, taken from a feed: grows with the samples, and is built anew only
 * when second 0 moves.
 */
export class LiveColumns {
  readonly #feed: MachineFeed;
  readonly #intervalS: number;
  readonly #smoothing: Smoothing;
  #bt: SmoothingStream;
  #et: SmoothingStream;
  #columns = emptyColumns();
  #zeroUs: number | null = null;
  #nextRow = 0;
  #insertions = 0;

  /** `smoothing`: how BT and ET are drawn. */
  constructor(feed: MachineFeed, intervalS: number, smoothing: Smoothing = 'asRead') {
    this.#feed = feed;
    this.#intervalS = intervalS;
    this.#smoothing = smoothing;
    this.#bt = new SmoothingStream(smoothing);
    this.#et = new SmoothingStream(smoothing);
  }

  /**
   * The columns up to the newest sample, seconds from `zeroUs`, beginning one lead-in before it and ending at
   * `untilUs`. With a null zero (before charge) the newest sample is second 0, and the preheat is before it.
   */
  read(zeroUs: number | null, untilUs: number | null = null): SceneColumns {
    const { ring, newest } = this.#feed;
    const zero = zeroUs ?? newest?.monoUs ?? 0;
    const hasMoved = ring.insertions !== this.#insertions;
    if (zero !== this.#zeroUs || this.#nextRow < ring.start || hasMoved) {
      this.#insertions = ring.insertions;
      this.#columns = emptyColumns();
      this.#zeroUs = zero;
      this.#nextRow = ring.firstAtOrAfter(zero - (zeroUs === null ? preheatS : leadInS) * 1e6);
      this.#bt = new SmoothingStream(this.#smoothing);
      this.#et = new SmoothingStream(this.#smoothing);
    }
    for (; this.#nextRow < ring.end; this.#nextRow++) {
      const row = ring.at(this.#nextRow);
      if (!row) continue;
      if (untilUs !== null && row.monoUs > untilUs) break;
      const { btCPerMin, etCPerMin } = row;
      const timeS = (row.monoUs - zero) / 1e6;
      const btC = this.#bt.push(timeS, row.isBtFlawed ? null : row.btC) ?? row.btC;
      const etC = this.#et.push(timeS, row.isEtFlawed ? null : row.etC) ?? row.etC;
      appendRow(this.#columns, { timeS, btC, etC, btCPerMin, etCPerMin }, this.#intervalS);
    }
    return this.#columns;
  }
}
