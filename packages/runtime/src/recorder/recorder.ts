import type { DurableEvent, HealthEvent } from '@artisan-ts/contracts';
import {
  ArtisanError,
  type ErrorCode,
  type MonoUs,
  type Reading,
  type SourceId,
  usPerMs,
} from '@artisan-ts/domain';
import { type BackOff, backOffMs } from '#clock/back-off.ts';
import { pause } from '#clock/pause.ts';
import type { Clock } from '#ports/clock.ts';
import type { Logger } from '#ports/logger.ts';
import type { ReadingLoss, ReadingStore } from '#ports/reading-store.ts';
import { LossBook } from '#recorder/loss-book.ts';
import { recordingWords } from '#recorder/recording-words.ts';
import { drain } from '#store/drain.ts';

/** How long the first reading of a group waits for others: far below what a person notices, one fsync for all. */
const groupMs = 10;
/** Readings in one transaction: one of this size stays well below a second on a slow card. */
const groupMax = 5000;
/**
 * Readings held while nothing can be saved: a machine read once a second for a day, fifty machines at 10 Hz for
 * more than three minutes; below 50 MB.
 */
const unsavedMaxDefault = 100_000;
const retryBackOff: BackOff = { firstMs: 100, maxMs: 5000 };

interface Waiting {
  readonly reading: Reading;
  readonly sinceUs: MonoUs;
}

export interface RecorderParts {
  readonly store: ReadingStore;
  /** The system's clock: disks know no other. */
  readonly clock: Clock;
  readonly logger: Logger;
  /** Readings held in memory at most; absent: 100,000. */
  readonly unsavedMax?: number | undefined;
  /** Readings reached the disk. */
  readonly durable: (event: DurableEvent) => void;
  /** Memory is full, and this reading is lost. The first of its source, and none again until saving went on. */
  readonly lost: (reading: Reading) => void;
  /** Saving went on after readings were lost; that they were is on disk, or will be with the next that is saved. */
  readonly recovered: (losses: readonly ReadingLoss[]) => void;
  /** What the store has to say about what it found at its start, in words. */
  readonly notices?: () => readonly string[];
  /** Another reading than the one on disk claims its place. The first is kept. */
  readonly contradicted: (readings: readonly Reading[]) => void;
  /** Numbers were passed over, or came that had been; that is on disk. */
  readonly gapsChanged: () => void;
}

/** Somebody who waits until a number of readings has been dealt with. */
interface Settling {
  readonly count: number;
  readonly done: () => void;
}

/**
 * Puts readings on disk in groups, in the order of their arrival, and says up to where. A store that fails is asked
 * again and again while readings wait in memory; nothing is dropped in silence.
 */
export class Recorder {
  readonly #parts: RecorderParts;
  readonly #newest = new Map<string, DurableEvent['newest'][number]>();
  readonly #giveUp = new AbortController();
  #unsaved: Waiting[] = [];
  #cursor = 0;
  #anythingYet = false;
  #fault: { code: ErrorCode; message: string } | null = null;
  readonly #losses = new LossBook();
  /** Readings in the next group at most: halved while a group holds one that the store will never take. */
  #groupLimit = groupMax;
  #setAside = 0;
  /** Readings ever taken, and how many of them are on disk or set aside. */
  #taken = 0;
  #settledCount = 0;
  #settling: Settling[] = [];
  #writing: Promise<void> | null = null;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** Learns from the store where it ended. To be called once, before the first reading. */
  async begin(): Promise<void> {
    this.#cursor = await this.#parts.store.durableCursor();
  }

  /** Everything at or below is on disk. */
  get cursor(): number {
    return this.#cursor;
  }

  /** What is not known to be on disk, in the order of arrival. */
  unsaved(): readonly Reading[] {
    return this.#unsaved.map((waiting) => waiting.reading);
  }

  /** Up to which reading of each stream everything is on disk, of this run. */
  durable(): DurableEvent {
    return { cursor: this.#cursor, newest: [...this.#newest.values()] };
  }

  status(): HealthEvent['recording'] {
    const oldest = this.#unsaved[0];
    const lagUs = oldest === undefined ? 0 : this.#parts.clock.monoUs() - oldest.sinceUs;
    return recordingWords({
      anythingYet: this.#anythingYet,
      unsaved: this.#unsaved.length,
      lagMs: Math.round(lagUs / usPerMs),
      fault: this.#fault,
      lost: this.#losses.lost,
      setAside: this.#setAside,
      notices: this.#parts.notices?.() ?? [],
      durableCursor: this.#cursor,
    });
  }

  /** Whether memory can hold one more reading. */
  get hasRoom(): boolean {
    return this.#unsaved.length < (this.#parts.unsavedMax ?? unsavedMaxDefault);
  }

  /** Whether readings of the source are being lost. */
  isLosing(sourceId: SourceId): boolean {
    return this.#losses.isLosing(sourceId);
  }

  /** False when memory is full and the reading is lost. */
  accept(reading: Reading): boolean {
    this.#anythingYet = true;
    if (!this.hasRoom) {
      if (this.#losses.add(reading)) this.#parts.lost(reading);
      return false;
    }
    this.#taken += 1;
    this.#unsaved.push({ reading, sinceUs: this.#parts.clock.monoUs() });
    this.#writing ??= this.#writeAll();
    return true;
  }

  /** Resolves when everything that was accepted so far is on disk, however long that takes. */
  settled(): Promise<void> {
    const count = this.#taken;
    if (this.#settledCount >= count) return Promise.resolve();
    return new Promise((done) => {
      this.#settling.push({ count, done });
    });
  }

  /** Resolves when all is on disk, or when the disk takes no more; what is left then is said. */
  async drain(): Promise<void> {
    const { clock, logger } = this.#parts;
    const isDone = await drain(clock, {
      writing: this.#writing,
      progress: () => this.#settledCount,
      goesOn: () => logger.warn({ unsaved: this.#unsaved.length }, 'saving the last readings'),
    });
    if (isDone) return;
    this.#giveUp.abort();
    logger.error(
      {
        unsaved: this.#unsaved.length,
        fromWallMs: this.#unsaved[0]?.reading.wallMs,
        toWallMs: this.#unsaved.at(-1)?.reading.wallMs,
        fault: this.#fault?.message ?? 'the disk did not answer in time',
      },
      'readings could not be saved before stopping',
    );
  }

  async #writeAll(): Promise<void> {
    const { clock } = this.#parts;
    const stop = this.#giveUp.signal;
    let failures = 0;
    while (this.#unsaved.length > 0 || this.#losses.isUnsaved) {
      const waitMs = failures === 0 ? groupMs : backOffMs(retryBackOff, failures);
      if (!(await pause(clock, waitMs, stop))) break;
      failures = (await this.#writeGroup()) ? 0 : failures + 1;
    }
    // In the same breath as the last look at the queue: a reading that comes next starts anew.
    this.#writing = null;
  }

  async #writeGroup(): Promise<boolean> {
    const group = this.#unsaved.slice(0, this.#groupLimit).map((waiting) => waiting.reading);
    const losses = this.#losses.toSave();
    try {
      const receipt = await this.#parts.store.append(group, this.#parts.clock.wallMs(), losses);
      if (receipt.contradicted) this.#parts.contradicted(receipt.contradicted);
      if (receipt.gapsChanged) this.#parts.gapsChanged();
      this.#saved(group, receipt.cursor, receipt.duplicates);
      this.#recovered(losses);
      return true;
    } catch (error) {
      if (ArtisanError.is(error, 'telemetry.malformed')) return this.#narrow(group, error);
      // Whatever it was, the readings are still here and the store may recover: say so and try again.
      const code = error instanceof ArtisanError ? error.code : 'store.unavailable';
      const message = error instanceof Error ? error.message : String(error);
      if (this.#fault?.code !== code) {
        this.#parts.logger.error({ code, error, unsaved: this.#unsaved.length }, 'saving failed');
      }
      this.#fault = { code, message };
      return false;
    }
  }

  #recovered(told: readonly ReadingLoss[]): void {
    const ended = this.#losses.saved(told);
    if (ended.length > 0) this.#parts.recovered(ended);
  }

  /** One reading of the group will never be taken: half the group is tried next, until it stands alone and is set aside. */
  #narrow(group: readonly Reading[], error: ArtisanError): true {
    this.#groupLimit = Math.max(1, Math.floor(group.length / 2));
    const [reading] = group;
    if (group.length > 1 || reading === undefined) return true;
    const { sourceId, boot, stream, seq } = reading;
    this.#setAside += 1;
    this.#dealtWith(1);
    this.#parts.logger.error(
      { sourceId, boot, stream, seq, setAside: this.#setAside, error },
      'a reading that cannot be stored was set aside',
    );
    return true;
  }

  /** The oldest readings need no care any more: they are on disk or set aside. */
  #dealtWith(count: number): void {
    this.#unsaved = this.#unsaved.slice(count);
    this.#settledCount += count;
    const waiting = this.#settling.findIndex((each) => each.count > this.#settledCount);
    const settled = this.#settling.splice(0, waiting === -1 ? this.#settling.length : waiting);
    for (const { done } of settled) done();
  }

  #saved(group: readonly Reading[], cursor: number, duplicates: number): void {
    const { durable, logger } = this.#parts;
    this.#dealtWith(group.length);
    this.#groupLimit = Math.min(groupMax, this.#groupLimit * 2);
    this.#cursor = Math.max(this.#cursor, cursor);
    if (duplicates > 0) logger.info({ duplicates }, 'readings were on disk already');
    if (this.#fault !== null) logger.info({ unsaved: this.#unsaved.length }, 'saving goes on');
    this.#fault = null;
    const newest = new Map<string, DurableEvent['newest'][number]>();
    for (const { sourceId, boot, stream, seq } of group) {
      newest.set(`${sourceId}/${stream}`, { sourceId, boot, stream, seq });
    }
    for (const [key, place] of newest) this.#newest.set(key, place);
    durable({ cursor: this.#cursor, newest: [...newest.values()] });
  }
}
