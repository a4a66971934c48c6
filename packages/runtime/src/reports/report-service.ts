import { type Coffee, formLabels, isId, type RoastHeader, type RoastId } from '@artisan-ts/domain';
import {
  coffeeOf,
  coffeeReport,
  dayReport,
  localDay,
  type Printing,
  type Report,
  type ReportBatch,
  type ReportCupping,
  type ReportFact,
  unsigned,
} from '@artisan-ts/roast';
import { dayExceptions } from '#reports/day-exceptions.ts';
import type { WholeRoast } from '#reports/report-of-record.ts';
import { allRoasts, summarized } from '#roasts/listed-roasts.ts';
import { readArrivals } from '#roasts/read-arrivals.ts';
import { RoastNameBook } from '#roasts/roast-names.ts';
import type { Reports } from '#station.ts';
import type { StationParts } from '#station-parts.ts';
import type { Cuppings } from '#station-quality.ts';

type Asked = Parameters<Reports['roast']>[1];

/** More roasts than these make no report a person reads; the newest are kept. */
const batchesMax = 500;
/** No place on earth is further from another than this, so that a day that begins here may have begun there. */
const dayEdgeMs = 27 * 3_600_000;
const msPerDay = 86_400_000;

/** Gathers what is known and makes reports of it. */
export class ReportService implements Reports {
  readonly #station: StationParts;
  readonly #cuppings: Pick<Cuppings, 'of'>;

  constructor(station: StationParts, cuppings: Pick<Cuppings, 'of'>) {
    this.#station = station;
    this.#cuppings = cuppings;
  }

  async roast(id: RoastId, asked: Asked): Promise<Report | null> {
    const { reader, deps, work } = this.#station;
    const stored = await reader.stored(id);
    if (stored === null) return null;
    const whole = await reader.whole(stored);
    const { referenceId } = asked;
    const reference = referenceId === undefined ? null : await this.#whole(referenceId);
    return work.report(whole, {
      printing: this.#printing(asked),
      ...(asked.unit !== undefined && { unit: asked.unit }),
      ...(reference !== null && { reference }),
      names: await new RoastNameBook(deps.roasts).of(whole.record),
      arrivals: await readArrivals(this.#station, stored),
      cuppings: await cupsOf(this.#cuppings, id),
    });
  }

  async day(day: string, asked: Asked): Promise<Report> {
    const fromMs = Date.parse(`${day}T00:00:00Z`);
    const batches = await this.#batches(
      async (header) => this.#dayOf(header) === day,
      ({ startedWallMs }) => startedWallMs === null || startedWallMs < fromMs - dayEdgeMs,
      ({ startedWallMs }) => (startedWallMs ?? 0) <= fromMs + msPerDay + dayEdgeMs,
    );
    const { missions } = this.#station.deps;
    const ids = batches.map(({ roast }) => roast.id);
    const exceptions = missions === undefined ? null : await dayExceptions(missions, ids);
    const common = this.#common(batches, asked);
    return dayReport({ day, batches, ...(exceptions !== null && { exceptions }), ...common });
  }

  async coffee(coffee: string, asked: Asked): Promise<Report | null> {
    const names = new RoastNameBook(this.#station.deps.roasts);
    const known = isId('coffee', coffee) ? await names.coffee(coffee) : null;
    const words = coffee.trim().toLowerCase();
    const batches = await this.#batches(
      async (header) =>
        isId('coffee', coffee)
          ? header.coffeeId === coffee
          : coffeeOf({ roast: header, names: await names.of(header) }).toLowerCase() === words,
      () => false,
    );
    const [first] = batches;
    if (first === undefined && known === null) return null;
    return coffeeReport({
      coffee: known?.name ?? (first ? coffeeOf(first) : coffee),
      facts: known === null ? [] : factsOf(known),
      batches,
      ...this.#common(batches, asked),
    });
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
    isMeant: (header: RoastHeader) => Promise<boolean>,
    isPast: (header: RoastHeader) => boolean,
    isNear: (header: RoastHeader) => boolean = () => true,
  ): Promise<readonly ReportBatch[]> {
    const { reader, deps } = this.#station;
    const names = new RoastNameBook(deps.roasts);
    const batches: ReportBatch[] = [];
    for await (const listed of allRoasts(deps.roasts)) {
      if (isPast(listed.header) || batches.length >= batchesMax) break;
      if (!isNear(listed.header) || !(await isMeant(listed.header))) continue;
      const { roast, summary } = await summarized(reader, listed);
      const { header } = roast;
      batches.push({
        roast: header,
        facts: summary,
        thumbnailBtC: summary.thumbnailBtC,
        names: await names.of(header),
      });
    }
    return batches.reverse();
  }
}

/** What was tasted of a roast, as far as it is no longer blind. */
async function cupsOf(
  cuppings: Pick<Cuppings, 'of'>,
  id: RoastId,
): Promise<readonly ReportCupping[]> {
  const { items } = await cuppings.of(id);
  return items.map(({ title, form, createdWallMs, result }) => ({
    title,
    form: formLabels[form],
    wallMs: createdWallMs,
    score: result.total?.mean ?? null,
    tasters: result.total?.n ?? 0,
    words: [...new Set(result.words.map(({ word }) => word))],
    notes: result.notes.map(({ text }) => text),
  }));
}

function factsOf({ origin, process, variety, supplier }: Coffee): readonly ReportFact[] {
  const facts = [
    { label: 'Origin', value: origin },
    { label: 'Process', value: process },
    { label: 'Variety', value: variety },
    { label: 'Supplier', value: supplier },
  ];
  return facts.filter(({ value }) => value !== '');
}
