import type { RoastDto } from '@artisan-ts/contracts';
import {
  type MachineId,
  MonoUs,
  type Reading,
  type RoastHeader,
  type RoastId,
  type RoastRecord,
} from '@artisan-ts/domain';
import { rateOfRiseMemoryUs } from '#live/live-rate-of-rise.ts';
import type { KeptReadings } from '#ports/kept-roasts.ts';
import type { ReadingStore, StoredReading } from '#ports/reading-store.ts';
import type { RoastStore } from '#ports/roast-store.ts';
import type { RoastSpan, StoredRoast } from '#ports/stored-roast.ts';
import { assembleRecord } from '#roasts/assemble-record.ts';
import { type KeptRecordParts, keptRecord } from '#roasts/kept-record.ts';
import type { RoastLedger } from '#roasts/roast-ledger.ts';
import { rowsOf, rowsSince, type StreamRows } from '#tape/rows.ts';
import type { Tape } from '#tape/tape.ts';
import type { RecordedRows } from '#views/curve-view.ts';
import { roastSummary } from '#views/roast-summary.ts';
import { roastView } from '#views/roast-view.ts';

/** Readings asked for at once. */
const pageMax = 10_000;
/** Later than anything. */
const neverUs = MonoUs(Number.MAX_SAFE_INTEGER);

/** A stretch of the axis, ends included. */
interface Stretch {
  readonly fromUs: MonoUs;
  readonly toUs: MonoUs;
}

/** What is at hand of a machine that is being read. */
export interface RoastAtHand {
  readonly tape: Tape;
  /** The roast that is going on or the last one, with its levers. */
  readonly roast: StoredRoast | null;
}

export interface RoastReaderParts {
  readonly ledger: RoastLedger;
  readonly roasts: RoastStore;
  readonly readings: ReadingStore;
  readonly atHand: (machineId: MachineId) => RoastAtHand | null;
  /** Readings that are not known to be on disk. */
  readonly unsaved: () => readonly Reading[];
  /** The record of a closed roast is damaged and was read from its single readings. */
  readonly damaged: KeptRecordParts['damaged'];
}

/** Reads roasts whole: finished, going on, or imported. */
export class RoastReader {
  readonly #parts: RoastReaderParts;

  constructor(parts: RoastReaderParts) {
    this.#parts = parts;
  }

  /** The newest version of a roast, or null. */
  async stored(id: RoastId): Promise<StoredRoast | null> {
    const roast = await this.#parts.ledger.load(id);
    return roast === null ? null : this.newest(roast);
  }

  /** The newest version of a roast that was read from the store. */
  newest(roast: StoredRoast): StoredRoast {
    const { machineId, id } = roast.header;
    const atHand = machineId === null ? null : this.#parts.atHand(machineId)?.roast;
    if (atHand?.header.id === id) return atHand;
    return this.#parts.ledger.get(id) ?? roast;
  }

  /** The roast as the API shows it. */
  async view(roast: StoredRoast): Promise<RoastDto> {
    const summary = roastSummary(await this.record(roast));
    return roastView(roast.header, summary, roast.span?.startUs ?? null);
  }

  /** Its own readings that are on disk, by cursor; none of an import. */
  async readings({ header, span }: StoredRoast): Promise<readonly StoredReading[]> {
    if (span === null) return [];
    const stretch = { fromUs: span.startUs, toUs: span.endUs ?? neverUs };
    return this.#stored(header.id, span, stretch);
  }

  async record(roast: StoredRoast): Promise<RoastRecord> {
    return (await this.whole(roast)).record;
  }

  /** The roast with what its rates of rise depend on before it; null for an import, which has nothing before it. */
  async whole(
    roast: StoredRoast,
  ): Promise<{ readonly record: RoastRecord; readonly recorded: RecordedRows | null }> {
    const { header, span } = roast;
    if (span === null) {
      const parts = await this.#parts.roasts.importedParts(header.id);
      const record = { ...header, ...(parts ?? { curves: [], gaps: [], foreign: null }) };
      return { record, recorded: null };
    }
    return wholeOf(header, span, await this.#rows(roast, span));
  }

  /**
   * The readings of a closed, recorded roast as they will be kept, with the roast they make; null while some of them
   * are not on disk.
   */
  async toKeep(
    roast: StoredRoast,
  ): Promise<{ readonly readings: KeptReadings; readonly record: RoastRecord } | null> {
    const { header, span } = roast;
    if (span === null || span.endUs === null) return null;
    const stretch = { fromUs: withMemory(span), toUs: span.endUs };
    if (this.#waiting(span, stretch).length > 0) return null;
    // Taken first: what is appended while the pages are read lies behind it, and is late.
    const throughCursor = await this.#parts.readings.durableCursor();
    const readings = await this.#stored(header.id, span, stretch);
    const { record } = wholeOf(header, span, rowsOf(span.streams, readings));
    const { sourceIds } = span;
    return { readings: { sourceIds, ...stretch, throughCursor, readings }, record };
  }

  async #rows(roast: StoredRoast, span: RoastSpan): Promise<readonly StreamRows[]> {
    const stretch = { fromUs: withMemory(span), toUs: span.endUs ?? neverUs };
    const { machineId, id } = roast.header;
    const tape = machineId === null ? null : this.#parts.atHand(machineId)?.tape;
    const atHand = tape?.rows(stretch.fromUs, stretch.toUs);
    if (atHand) return atHand;
    // Taken first: what is saved while the pages are read is then in one of the two at least.
    const waiting = this.#waiting(span, stretch);
    const stored = await this.#stored(id, span, stretch);
    const known = new Set(stored.map(placeOf));
    const unsaved = waiting.filter((reading) => !known.has(placeOf(reading)));
    return rowsOf(span.streams, [...stored, ...unsaved]);
  }

  #waiting(span: RoastSpan, { fromUs, toUs }: Stretch): Reading[] {
    return this.#parts.unsaved().filter((reading) => isWithin(reading, span, fromUs, toUs));
  }

  /** What is on disk, by cursor: from the roast's own record, and what is not in it. */
  async #stored(id: RoastId, span: RoastSpan, { fromUs, toUs }: Stretch): Promise<StoredReading[]> {
    const kept = await keptRecord(id, this.#parts);
    const own = (kept?.readings ?? []).filter((each) => isWithin(each, span, fromUs, toUs));
    const isWhole = kept !== null && kept.fromUs <= fromUs && kept.toUs >= toUs;
    const known = new Set(own.map(placeOf));
    const { sourceIds } = span;
    for (let afterCursor = isWhole ? kept.throughCursor : 0; ; ) {
      const query = { sourceIds, fromUs, toUs, afterCursor, limit: pageMax };
      const page = await this.#parts.readings.range(query);
      own.push(...page.filter((reading) => !known.has(placeOf(reading))));
      const last = page.at(-1);
      if (last === undefined || page.length < pageMax) break;
      afterCursor = last.cursor;
    }
    return own.sort((a, b) => a.cursor - b.cursor);
  }
}

/** Where a roast's readings begin, with those that its first rates of rise depend on. */
function withMemory({ startUs }: RoastSpan): MonoUs {
  return MonoUs(Math.max(0, startUs - rateOfRiseMemoryUs));
}

function wholeOf(
  header: RoastHeader,
  { startUs }: RoastSpan,
  rows: readonly StreamRows[],
): { readonly record: RoastRecord; readonly recorded: RecordedRows } {
  const own = rows.map((stream) => rowsSince(stream, startUs));
  return { record: assembleRecord(header, startUs, own), recorded: { startUs, rows } };
}

function isWithin(reading: Reading, span: RoastSpan, fromUs: MonoUs, toUs: MonoUs): boolean {
  return (
    span.sourceIds.includes(reading.sourceId) && reading.monoUs >= fromUs && reading.monoUs <= toUs
  );
}

function placeOf({ sourceId, boot, stream, seq }: Reading): string {
  return `${sourceId}/${boot}/${stream}/${seq}`;
}
