import type { BootId, SourceId } from '@artisan-ts/domain';
import { MonoUs, usPerMs, usPerSecond } from '@artisan-ts/domain';
import { BoundedMap } from '#ingest/bounded-map.ts';
import { contentOf, type Sequences } from '#ingest/sequences.ts';
import type { ReadingStore, StoredReading } from '#ports/reading-store.ts';

/** So much of what is on disk of a start is read back: what died with an acknowledgement is no older. */
const readBackUs = 120 * usPerSecond;
const pageMax = 1000;
/** Starts that are remembered. */
const bootsMax = 1024;

/** Where a stored reading lies: on the axis of its source, and by the clock of its sender. */
interface Anchor {
  readonly monoUs: MonoUs;
  readonly wallMs: number;
}

/**
 * What the disk has of a sender's start when it is heard for the first time in this life of the station. A sender offers again
 * whatever was not acknowledged: it is known again as what it is, and the axis of its start goes on where it stood.
 */
export class KnownBoots {
  readonly #readings: Pick<ReadingStore, 'newest' | 'range'>;
  readonly #sequences: Sequences;
  readonly #anchors = new BoundedMap<string, Promise<Anchor | null>>(bootsMax);

  constructor(parts: {
    readonly readings: Pick<ReadingStore, 'newest' | 'range'>;
    readonly sequences: Sequences;
  }) {
    this.#readings = parts.readings;
    this.#sequences = parts.sequences;
  }

  /** The newest stored reading of that start, or null when there is none that tells where its clock is. @throws ArtisanError `store.*` */
  async anchor(sourceId: SourceId, boot: BootId): Promise<Anchor | null> {
    const key = `${sourceId}/${boot}`;
    const known = this.#anchors.get(key);
    if (known !== undefined) return known;
    const reading = this.#readBack(sourceId, boot);
    this.#anchors.set(key, reading);
    // A disk that cannot be read now is asked again by the next message.
    reading.catch(() => this.#anchors.delete(key));
    return reading;
  }

  async #readBack(sourceId: SourceId, boot: BootId): Promise<Anchor | null> {
    const newest = await this.#readings.newest(sourceId);
    if (newest === null || newest.boot !== boot) return null;
    const fromUs = MonoUs(Math.max(0, newest.monoUs - readBackUs));
    for (let afterCursor = 0; ; ) {
      const query = { sourceIds: [sourceId], fromUs, afterCursor, limit: pageMax };
      const page = await this.#readings.range(query);
      for (const reading of page) this.#see(reading, boot);
      const last = page.at(-1);
      if (last === undefined || page.length < pageMax) break;
      afterCursor = last.cursor;
    }
    // Readings from before the axis stand at its beginning, which tells nothing of where their clock is on it.
    return newest.monoUs === 0 ? null : { monoUs: newest.monoUs, wallMs: newest.wallMs };
  }

  #see(reading: StoredReading, boot: BootId): void {
    if (reading.boot === boot) this.#sequences.arrive(reading, contentOf(reading));
  }
}

/** Where a moment of the sender's clock lies on the axis, by a reading whose place is known. */
export function axisUsBy(anchor: Anchor, wallMs: number): number {
  return anchor.monoUs + (wallMs - anchor.wallMs) * usPerMs;
}
