import { type BackOff, backOffMs, type Clock, type Logger, pause } from '@artisan-ts/runtime';
import { translateFault } from '@artisan-ts/storage';
import type { HeldBoot, NewPoint, Outbox, StoredPoint } from '#bridge/outbox.ts';

/** Points held in memory while the disk takes none: more than an hour of a fast board, about 20 MB. */
const waitingMaxDefault = 50_000;
const retryBackOff: BackOff = { firstMs: 250, maxMs: 5000 };

export interface PatientOutboxParts {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For the person who watches. */
  readonly tell: (line: string) => void;
  /** There is another trouble than before, or none; or points had to go. */
  readonly changed: () => void;
  /** Points held in memory at most; absent: 50,000. */
  readonly waitingMax?: number;
}

/**
 * An outbox whose disk may refuse: what it does not take waits in memory in the same order, is offered to the station from there,
 * and is put on disk when that is possible again. Nothing throws because of the disk.
 */
export class PatientOutbox {
  readonly #parts: PatientOutboxParts;
  readonly #over = new AbortController();
  #origin: { readonly boot: string; readonly bootCount: number } = { boot: '', bootCount: 0 };
  #lastId: number;
  /** Not on disk, in the order of their ids. */
  #waiting: (NewPoint & { readonly id: number })[] = [];
  #fault: string | null = null;
  #lost = 0;
  /** Its disk let go of what was acknowledged last. */
  #isForgetful = true;

  constructor(parts: PatientOutboxParts) {
    this.#parts = parts;
    this.#lastId = parts.outbox.newestId();
  }

  /** A new start of the bridge. @throws ArtisanError `store.*`: a bridge does not begin on a disk that takes nothing */
  begin(boot: string, wallMs: number): void {
    try {
      this.#origin = { boot, bootCount: this.#parts.outbox.begin(boot, wallMs) };
    } catch (fault) {
      throw translateFault(fault, 'begin to keep readings');
    }
  }

  /** What is wrong now and what to do, for the person at the bridge and at the station; null: nothing. */
  get trouble(): string | null {
    if (this.#fault === null) return null;
    const lost = this.#lost === 0 ? '' : ' Its memory is full, and further readings are lost.';
    return `The disk of this bridge takes nothing: ${this.#fault}. Readings wait in its memory and are sent on from there.${lost}`;
  }

  get count(): number {
    return this.#parts.outbox.count + this.#waiting.length;
  }

  newestId(): number {
    return this.#lastId;
  }

  /** Takes a point of the present boot, on disk if it can be. */
  put(point: NewPoint): void {
    const { waitingMax = waitingMaxDefault, logger } = this.#parts;
    if (this.#waiting.length >= waitingMax) {
      this.#lost += 1;
      if (this.#lost > 1) return;
      logger.error({ waiting: this.#waiting.length }, 'memory is full; readings are lost');
      this.#parts.changed();
      return;
    }
    this.#lastId += 1;
    this.#waiting.push({ ...point, id: this.#lastId });
    if (this.#fault !== null || this.#save()) return;
    void this.#saveLater();
  }

  after(id: number, limit: number): readonly StoredPoint[] {
    const stored = this.#parts.outbox.after(id, limit);
    const waiting = this.#waiting
      .filter((each) => each.id > id)
      .slice(0, limit - stored.length)
      .map(({ stream, point, id: own }) => {
        return { ...this.#origin, id: own, stream, json: JSON.stringify(point) };
      });
    return [...stored, ...waiting];
  }

  /** As {@link Outbox.held}, with streams of which nothing is on disk yet. */
  held(): readonly HeldBoot[] {
    return this.#parts.outbox.held().map((start) => {
      if (start.boot !== this.#origin.boot) return start;
      const isKnown = new Set(start.streams.map(({ stream }) => stream));
      const first = this.#waiting.filter(({ stream }) => {
        const isNew = !isKnown.has(stream);
        isKnown.add(stream);
        return isNew;
      });
      const streams = first.map(({ stream, point: { seq } }) => {
        return { stream, oldestSeq: seq, dropped: 0 };
      });
      return { ...start, streams: [...start.streams, ...streams] };
    });
  }

  /** As {@link Outbox.forget}; what the disk does not let go of is offered once more and acknowledged again. */
  forget(series: { readonly boot: string; readonly stream: string; readonly seq: number }): void {
    if (series.boot === this.#origin.boot) {
      this.#waiting = this.#waiting.filter(
        ({ stream, point }) => stream !== series.stream || point.seq > series.seq,
      );
    }
    try {
      this.#parts.outbox.forget(series);
      this.#isForgetful = true;
    } catch (error) {
      if (this.#isForgetful)
        this.#parts.logger.warn({ error }, 'what was acknowledged is still kept');
      this.#isForgetful = false;
    }
  }

  /** Tries once more to put on disk what waits, and says what did not get there. */
  close(): void {
    this.#over.abort();
    if (this.#waiting.length === 0 || this.#save()) return;
    const words = `${this.#waiting.length} readings are neither on this disk nor at the station and are lost.`;
    this.#parts.logger.error({ fault: this.#fault }, words);
    this.#parts.tell(words);
  }

  async #saveLater(): Promise<void> {
    const { clock } = this.#parts;
    for (let failures = 1; ; failures++) {
      if (!(await pause(clock, backOffMs(retryBackOff, failures), this.#over.signal))) return;
      // That nothing waits any more, because the station has it, says nothing about the disk.
      if (this.#waiting.length > 0 && this.#save()) return;
    }
  }

  /** Puts on disk what waits; false when the disk did not take it. */
  #save(): boolean {
    const { outbox, tell, logger, changed } = this.#parts;
    const before = this.trouble;
    try {
      const dropped = outbox.put(this.#waiting);
      this.#waiting = [];
      if (dropped > 0)
        tell(`The outbox is full: the ${dropped} oldest readings that no station took are gone.`);
      this.#fault = null;
      if (before !== null) {
        const lost = this.#lost === 0 ? '' : ` ${this.#lost} readings found no room and are lost.`;
        tell(`The disk of this bridge takes readings again.${lost}`);
        this.#lost = 0;
      }
      if (dropped > 0 || before !== null) changed();
      return true;
    } catch (fault) {
      const { code, message } = translateFault(fault, 'keep readings');
      this.#fault = message;
      if (this.trouble === before) return false;
      logger.error({ code, fault }, 'readings cannot be kept on this disk');
      tell(this.trouble ?? message);
      changed();
      return false;
    }
  }
}
