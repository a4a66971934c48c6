import { BoundedMap } from '#ingest/bounded-map.ts';
import type { Logger } from '#ports/logger.ts';
import type { ReadingStore, SeriesPlace } from '#ports/reading-store.ts';

/** Series followed at once; of one that was forgotten the next birth tells where to go on. */
const seriesMax = 1024;

/** A series whose sender keeps its readings until it hears of them. */
export interface KeptSeries extends SeriesPlace {
  /** Everything up to `seq` is on disk or will never come. */
  readonly acknowledge: (seq: number) => void;
}

interface Followed {
  /** As it spoke last: it may have been started again in between. */
  series: KeptSeries;
  /** Everything below is on disk or will never come. */
  next: number;
  isLooking: boolean;
  looksAgain: boolean;
  /** Says so even when nothing changed: somebody asked. */
  isAsked: boolean;
}

/**
 * Tells senders up to where everything is on disk, per boot and stream, without a break. The disk itself is asked, so
 * that what is acknowledged is true whatever happened to this process.
 */
export class Acknowledger {
  readonly #readings: Pick<ReadingStore, 'unbrokenThrough'>;
  readonly #logger: Logger;
  readonly #followed = new BoundedMap<string, Followed>(seriesMax);

  constructor(parts: {
    readonly readings: Pick<ReadingStore, 'unbrokenThrough'>;
    readonly logger: Logger;
  }) {
    this.#readings = parts.readings;
    this.#logger = parts.logger;
  }

  /** The sender holds nothing below `oldestSeq` any more, and asks where we are. */
  born(series: KeptSeries, oldestSeq: number): void {
    const followed = this.#follow(series);
    followed.next = Math.max(followed.next, oldestSeq);
    followed.isAsked = true;
    void this.#look(followed);
  }

  /** Readings of the series reached the disk. Some of them had before: the sender missed our word. */
  stored(series: KeptSeries, hadCome: boolean): void {
    const followed = this.#follow(series);
    followed.isAsked ||= hadCome;
    void this.#look(followed);
  }

  #follow(series: KeptSeries): Followed {
    const key = `${series.sourceId}/${series.boot}/${series.stream}`;
    const known = this.#followed.get(key);
    if (known !== undefined) {
      known.series = series;
      return known;
    }
    const followed = { series, next: 0, isLooking: false, looksAgain: false, isAsked: false };
    this.#followed.set(key, followed);
    return followed;
  }

  async #look(followed: Followed): Promise<void> {
    followed.looksAgain = followed.isLooking;
    if (followed.isLooking) return;
    followed.isLooking = true;
    try {
      const { sourceId, boot, stream } = followed.series;
      const place = { sourceId, boot, stream };
      const through = await this.#readings.unbrokenThrough(place, followed.next);
      const isFurther = through !== null && through >= followed.next;
      if (isFurther) followed.next = through + 1;
      if ((isFurther || followed.isAsked) && followed.next > 0) {
        followed.series.acknowledge(followed.next - 1);
      }
      followed.isAsked = false;
    } catch (error) {
      // Nothing is acknowledged that cannot be read; the next reading or birth looks again.
      this.#logger.warn({ error }, 'what is on disk could not be looked up for an acknowledgement');
    }
    followed.isLooking = false;
    if (followed.looksAgain) await this.#look(followed);
  }
}
