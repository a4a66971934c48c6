import {
  type MissingReason,
  MonoUs,
  missingReasons,
  type Sample,
  type SourceStream,
  WallMs,
} from '@artisan-ts/domain';
import { emptyRows, type StreamRows } from '#tape/rows.ts';

/** Rows kept per stream: nine hours at one a second, an hour at ten; about a megabyte. */
const rowsMax = 1 << 15;
const rowsAtFirst = 1 << 10;
/** In place of a reason where there is a value. */
const noReason = missingReasons.length;

/** The newest rows of one stream in fixed memory, oldest forgotten first. Times never decrease. */
export class Ring {
  readonly stream: SourceStream;
  #timeUs = new Float64Array(rowsAtFirst);
  #wallMs = new Float64Array(rowsAtFirst);
  /** One row after the other, one number per channel. */
  #values: Float64Array;
  #reasons: Uint8Array;
  /** Rows ever pushed; the newest is `count - 1`. */
  #count = 0;
  #hasForgotten = false;

  constructor(stream: SourceStream) {
    this.stream = stream;
    this.#values = new Float64Array(rowsAtFirst * stream.channels.length);
    this.#reasons = new Uint8Array(rowsAtFirst * stream.channels.length);
  }

  push(sample: Sample): void {
    if (this.#count === this.#timeUs.length && this.#count < rowsMax) this.#grow();
    const slot = this.#slot(this.#count);
    this.#hasForgotten ||= this.#count >= this.#timeUs.length;
    this.#timeUs[slot] = sample.monoUs;
    this.#wallMs[slot] = sample.wallMs;
    const width = this.stream.channels.length;
    for (let channel = 0; channel < width; channel++) {
      const value = sample.values[channel] ?? null;
      const reason = value === null ? (sample.missing[channel] ?? 'not-sent') : null;
      this.#values[slot * width + channel] = value ?? 0;
      this.#reasons[slot * width + channel] =
        reason === null ? noReason : missingReasons.indexOf(reason);
    }
    this.#count += 1;
  }

  /** The oldest row that is kept, or null when there is none. */
  get oldestUs(): MonoUs | null {
    return this.#count === 0 ? null : this.#timeAt(this.#first);
  }

  get newestUs(): MonoUs | null {
    return this.#count === 0 ? null : this.#timeAt(this.#count - 1);
  }

  /** Whether rows were forgotten because memory was full. */
  get hasForgotten(): boolean {
    return this.#hasForgotten;
  }

  /** Time of the newest row at or before an instant, or null. */
  atOrBefore(atUs: MonoUs): MonoUs | null {
    const row = this.#firstAfter(atUs) - 1;
    return row < this.#first ? null : this.#timeAt(row);
  }

  /** Wall time of the first row at or after an instant, or null. */
  wallAtOrAfter(atUs: MonoUs): WallMs | null {
    const row = this.#firstAfter(atUs - 1);
    return row >= this.#count ? null : WallMs(this.#wallMs[this.#slot(row)] as number);
  }

  /** The rows of a span, ends included. */
  rows(fromUs: MonoUs, toUs: MonoUs): StreamRows {
    const rows = emptyRows(this.stream);
    const width = this.stream.channels.length;
    const end = this.#firstAfter(toUs);
    for (let row = this.#firstAfter(fromUs - 1); row < end; row++) {
      const slot = this.#slot(row);
      rows.timeUs.push(this.#timeAt(row));
      for (let channel = 0; channel < width; channel++) {
        const reason = this.#reasonAt(slot * width + channel);
        rows.values[channel]?.push(reason === null ? this.#valueAt(slot * width + channel) : null);
        rows.missing[channel]?.push(reason);
      }
    }
    return rows;
  }

  get #first(): number {
    return Math.max(0, this.#count - this.#timeUs.length);
  }

  #slot(row: number): number {
    return row % this.#timeUs.length;
  }

  #timeAt(row: number): MonoUs {
    return MonoUs(this.#timeUs[this.#slot(row)] as number);
  }

  #valueAt(cell: number): number {
    return this.#values[cell] as number;
  }

  #reasonAt(cell: number): MissingReason | null {
    return missingReasons[this.#reasons[cell] as number] ?? null;
  }

  #firstAfter(atUs: number): number {
    let low = this.#first;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#timeAt(middle) <= atUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Only while nothing was forgotten, so that row numbers and slots agree before and after. */
  #grow(): void {
    const width = this.stream.channels.length;
    const rows = this.#timeUs.length * 2;
    const timeUs = new Float64Array(rows);
    const wallMs = new Float64Array(rows);
    const values = new Float64Array(rows * width);
    const reasons = new Uint8Array(rows * width);
    timeUs.set(this.#timeUs);
    wallMs.set(this.#wallMs);
    values.set(this.#values);
    reasons.set(this.#reasons);
    this.#timeUs = timeUs;
    this.#wallMs = wallMs;
    this.#values = values;
    this.#reasons = reasons;
  }
}
