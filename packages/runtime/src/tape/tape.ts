import {
  channelField,
  invariant,
  MonoUs,
  type Reading,
  type SourceId,
  type SourceStream,
  WallMs,
} from '@artisan-ts/domain';
import { Ring } from '#tape/ring.ts';
import type { StreamRows } from '#tape/rows.ts';

/** The recent past of one machine, at hand without asking the disk: for marks, and for the roast that goes on. */
export class Tape {
  readonly #rings: readonly Ring[];
  readonly #leadId: SourceId;
  /** Before this the tape does not know everything. */
  #sinceUs: MonoUs;

  /** The source of the first stream leads. */
  constructor(streams: readonly SourceStream[], sinceUs: MonoUs) {
    const [first] = streams;
    invariant(first !== undefined, 'a machine delivers at least one stream');
    this.#leadId = first.sourceId;
    this.#rings = streams.map((stream) => new Ring(stream));
    this.#sinceUs = sinceUs;
  }

  /** Takes a reading unless it is older than what is here already: the past is read from disk. Says whether it did. */
  push(reading: Reading): boolean {
    const ring = this.#ringOf(reading.sourceId, reading.stream);
    if (ring === undefined) return false;
    if (reading.monoUs < (ring.newestUs ?? 0)) {
      this.missed(reading.monoUs);
      return false;
    }
    ring.push(reading);
    return true;
  }

  /** A reading came late and is on disk alone: what reaches back to it is read from there. */
  missed(atUs: MonoUs): void {
    this.#sinceUs = MonoUs(Math.max(this.#sinceUs, atUs + 1));
  }

  /** When the newest reading of one stream was made, or null. */
  newestUsOf(sourceId: SourceId, stream: string): MonoUs | null {
    return this.#ringOf(sourceId, stream)?.newestUs ?? null;
  }

  get newestUs(): MonoUs | null {
    const newest = this.#rings.flatMap((ring) => ring.newestUs ?? []);
    return newest.length === 0 ? null : MonoUs(Math.max(...newest));
  }

  /** The newest value of every channel by field name, null when missing; null before the first reading. */
  newest(): Record<string, number | null> | null {
    if (this.newestUs === null) return null;
    return Object.fromEntries(
      this.#rings.flatMap((ring) => {
        if (ring.newestUs === null) return [];
        const { stream, values } = ring.rows(ring.newestUs, ring.newestUs);
        return stream.channels.map((channel, index) => [
          channelField(channel),
          values[index]?.at(-1) ?? null,
        ]);
      }),
    );
  }

  /** Time of the newest reading of the leading source at or before an instant, or null. */
  atOrBefore(atUs: MonoUs): MonoUs | null {
    const found = this.#rings.flatMap((ring) =>
      ring.stream.sourceId === this.#leadId ? (ring.atOrBefore(atUs) ?? []) : [],
    );
    return found.length === 0 ? null : MonoUs(Math.max(...found));
  }

  /** Wall time of the first reading at or after an instant, or null. */
  wallAtOrAfter(atUs: MonoUs): WallMs | null {
    const found = this.#rings.flatMap((ring) => ring.wallAtOrAfter(atUs) ?? []);
    return found.length === 0 ? null : WallMs(Math.min(...found));
  }

  /** The rows of a span, ends included, or null when not all of it is here. */
  rows(fromUs: MonoUs, toUs: MonoUs): readonly StreamRows[] | null {
    const isWhole =
      fromUs >= this.#sinceUs &&
      this.#rings.every((ring) => !ring.hasForgotten || fromUs >= (ring.oldestUs ?? 0));
    return isWhole ? this.#rings.map((ring) => ring.rows(fromUs, toUs)) : null;
  }

  #ringOf(sourceId: SourceId, stream: string): Ring | undefined {
    return this.#rings.find(
      (ring) => ring.stream.sourceId === sourceId && ring.stream.stream === stream,
    );
  }
}
