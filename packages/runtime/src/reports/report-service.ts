import { isId, type RoastHeader, type RoastId } from '@artisan-ts/domain';
import {
  coffeeOf,
  coffeeReport,
  dayReport,
  localDay,
  type Printing,
  type Report,
  type ReportBatch,
  unsigned,
} from '@artisan-ts/roast';
import { reportOfRecord, type WholeRoast } from '#reports/report-of-record.ts';
import { allRoasts, summarized } from '#roasts/listed-roasts.ts';
import { namesOf } from '#roasts/roast-names.ts';
import type { Reports } from '#station.ts';
import type { StationParts } from '#station-parts.ts';

type Asked = Parameters<Reports['roast']>[1];

/** More roasts than these make no report a person reads; the newest are kept. */
const batchesMax = 500;
/** No place on earth is further from another than this, so that a day that begins here may have begun there. */
const dayEdgeMs = 27 * 3_600_000;
const msPerDay = 86_400_000;

/** Gathers what is known and makes reports of it. */
export class ReportService implements Reports {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  async roast(id: RoastId, asked: Asked): Promise<Report | null> {
    const whole = await this.#whole(id);
    if (whole === null) return null;
    const { referenceId } = asked;
    const reference = referenceId === undefined ? null : await this.#whole(referenceId);
    return reportOfRecord(whole, {
      printing: this.#printing(asked),
      ...(asked.unit !== undefined && { unit: asked.unit }),
      ...(reference !== null && { reference }),
      names: namesOf(whole.record),
    });
  }

  async day(day: string, asked: Asked): Promise<Report> {
    const fromMs = Date.parse(`${day}T00:00:00Z`);
    const batches = await this.#batches(
      (header) => this.#dayOf(header) === day,
      ({ startedWallMs }) => startedWallMs === null || startedWallMs < fromMs - dayEdgeMs,
      ({ startedWallMs }) => (startedWallMs ?? 0) <= fromMs + msPerDay + dayEdgeMs,
    );
    return dayReport({ day, batches, ...this.#common(batches, asked) });
  }

  async coffee(coffee: string, asked: Asked): Promise<Report | null> {
    const words = coffee.trim().toLowerCase();
    const isOf = (header: RoastHeader): boolean =>
      isId('coffee', coffee)
        ? header.coffeeId === coffee
        : coffeeOf({ roast: header, names: namesOf(header) }).toLowerCase() === words;
    const batches = await this.#batches(isOf, () => false);
    const [first] = batches;
    if (first === undefined) return null;
    const common = this.#common(batches, asked);
    return coffeeReport({ coffee: coffeeOf(first), facts: [], batches, ...common });
  }

  #common(batches: readonly ReportBatch[], asked: Asked) {
    const unit = asked.unit ?? batches[0]?.roast.displayUnit ?? 'C';
    return { trust: unsigned, unit, printing: this.#printing(asked) } as const;
  }

  #printing({ version }: Asked): Printing {
    const { clock, utcOffsetS } = this.#station.deps;
    const wallMs = clock.wallMs();
    return { wallMs, utcOffsetS: utcOffsetS?.(wallMs) ?? null, version };
  }

  /** The day on which a roast began where it was roasted, or here when that is not known. */
  #dayOf({ startedWallMs, utcOffsetS }: RoastHeader): string | null {
    if (startedWallMs === null) return null;
    const offsetS = utcOffsetS ?? this.#station.deps.utcOffsetS?.(startedWallMs) ?? 0;
    return localDay(startedWallMs, offsetS);
  }

  async #whole(id: RoastId): Promise<WholeRoast | null> {
    const { reader } = this.#station;
    const roast = await reader.stored(id);
    return roast === null ? null : reader.whole(roast);
  }

  /** The roasts that are meant, oldest first; looked for from the newest back until they can no longer come. */
  async #batches(
    isMeant: (header: RoastHeader) => boolean,
    isPast: (header: RoastHeader) => boolean,
    isNear: (header: RoastHeader) => boolean = () => true,
  ): Promise<readonly ReportBatch[]> {
    const { reader, deps } = this.#station;
    const batches: ReportBatch[] = [];
    for await (const listed of allRoasts(deps.roasts)) {
      if (isPast(listed.header) || batches.length >= batchesMax) break;
      if (!isNear(listed.header) || !isMeant(listed.header)) continue;
      const { roast, summary } = await summarized(reader, listed);
      const { header } = roast;
      batches.push({
        roast: header,
        facts: summary,
        thumbnailBtC: summary.thumbnailBtC,
        names: namesOf(header),
      });
    }
    return batches.reverse();
  }
}
