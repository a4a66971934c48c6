import type { SourceId } from '@artisan-ts/domain';
import type { Clock } from '#ports/clock.ts';
import type { Logger } from '#ports/logger.ts';
import type { ReadingStore } from '#ports/reading-store.ts';

/** What has not come for so long is no news any more; the roast that lacks it says so for ever. */
const newsMs = 24 * 3600 * 1000;
/** Gaps that are counted: thousands at once are one story. */
const gapsMax = 1000;

export interface GapWatchParts {
  readonly readings: Pick<ReadingStore, 'openGaps'>;
  readonly sourceIds: () => readonly SourceId[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Another number than before. */
  readonly changed: () => void;
}

/** Knows how many readings are missing that may still come. The disk is asked, after every change. */
export class GapWatch {
  readonly #parts: GapWatchParts;
  #missing = 0;
  #isLooking = false;
  #looksAgain = false;

  constructor(parts: GapWatchParts) {
    this.#parts = parts;
  }

  get missing(): number {
    return this.#missing;
  }

  /** Gaps were left or filled. */
  async look(): Promise<void> {
    this.#looksAgain = this.#isLooking;
    if (this.#isLooking) return;
    this.#isLooking = true;
    const { readings, sourceIds, clock, logger, changed } = this.#parts;
    const before = this.#missing;
    try {
      const open = await readings.openGaps(sourceIds(), gapsMax);
      const sinceMs = clock.wallMs() - newsMs;
      const news = open.filter(({ noticedWallMs }) => noticedWallMs >= sinceMs);
      this.#missing = news.reduce((sum, { missing }) => sum + missing, 0);
    } catch (error) {
      // The recorder says what is wrong with the disk; the next change looks again.
      logger.warn({ error }, 'how many readings are missing could not be looked up');
    }
    this.#isLooking = false;
    if (this.#missing !== before) changed();
    if (this.#looksAgain) await this.look();
  }
}
