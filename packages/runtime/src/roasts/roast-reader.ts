import type { RoastDto } from '@artisan-ts/contracts';
import {
  type MachineId,
  MonoUs,
  type Reading,
  type RoastId,
  type RoastRecord,
} from '@artisan-ts/domain';
import { rateOfRiseMemoryUs } from '#live/live-rate-of-rise.ts';
import type { ReadingStore } from '#ports/reading-store.ts';
import type { RoastSpan, RoastStore, StoredRoast } from '#ports/roast-store.ts';
import { assembleRecord } from '#roasts/assemble-record.ts';
import type { RoastLedger } from '#roasts/roast-ledger.ts';
import { rowsOf, type StreamRows } from '#tape/rows.ts';
import type { Tape } from '#tape/tape.ts';
import { roastView } from '#views/roast-view.ts';

/** Readings asked for at once. */
const pageMax = 10_000;
/** Later than anything. */
const neverUs = MonoUs(Number.MAX_SAFE_INTEGER);

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
    return roastView(await this.record(roast), roast.span?.startUs ?? null);
  }

  async record(roast: StoredRoast): Promise<RoastRecord> {
    const { header, span } = roast;
    if (span === null) {
      const parts = await this.#parts.roasts.importedParts(header.id);
      return { ...header, ...(parts ?? { curves: [], gaps: [], foreign: null }) };
    }
    const rows = await this.#rows(roast, span.startUs, span);
    return assembleRecord(header, span.startUs, rows);
  }

  /** The rows of a recorded roast and what its rates of rise depend on before it, on the axis of its source. */
  async rowsWithMemory(roast: StoredRoast, span: RoastSpan): Promise<readonly StreamRows[]> {
    return this.#rows(roast, MonoUs(Math.max(0, span.startUs - rateOfRiseMemoryUs)), span);
  }

  async #rows(roast: StoredRoast, fromUs: MonoUs, span: RoastSpan): Promise<readonly StreamRows[]> {
    const toUs = span.endUs ?? neverUs;
    const { machineId } = roast.header;
    const tape = machineId === null ? null : this.#parts.atHand(machineId)?.tape;
    return (
      tape?.rows(fromUs, toUs) ?? rowsOf(span.streams, await this.#readings(span, fromUs, toUs))
    );
  }

  /** From disk, and what has not got there. */
  async #readings(span: RoastSpan, fromUs: MonoUs, toUs: MonoUs): Promise<Reading[]> {
    // Taken first: what is saved while the pages are read is then in one of the two at least.
    const waiting = this.#parts
      .unsaved()
      .filter((reading) => isWithin(reading, span, fromUs, toUs));
    const { sourceIds } = span;
    const found: Reading[] = [];
    for (let afterCursor = 0; ; ) {
      const query = { sourceIds, fromUs, toUs, afterCursor, limit: pageMax };
      const page = await this.#parts.readings.range(query);
      found.push(...page);
      const last = page.at(-1);
      if (last === undefined || page.length < pageMax) break;
      afterCursor = last.cursor;
    }
    const known = new Set(found.map(placeOf));
    return [...found, ...waiting.filter((reading) => !known.has(placeOf(reading)))];
  }
}

function isWithin(reading: Reading, span: RoastSpan, fromUs: MonoUs, toUs: MonoUs): boolean {
  return (
    span.sourceIds.includes(reading.sourceId) && reading.monoUs >= fromUs && reading.monoUs <= toUs
  );
}

function placeOf({ sourceId, boot, stream, seq }: Reading): string {
  return `${sourceId}/${boot}/${stream}/${seq}`;
}
