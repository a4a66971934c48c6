import type { ArrivalsDto } from '@artisan-ts/contracts';
import { type MonoUs, type Reading, type RoastId, secondsBetween } from '@artisan-ts/domain';
import type { SequenceGap, SeriesPlace, SeriesStretch } from '#ports/reading-store.ts';

/** The readings of one series of a roast, by number. */
type SeriesReadings = readonly [Reading, ...Reading[]];

/** Of each series in a roast, from its lowest number to its highest. */
export function stretchesOf(readings: readonly Reading[]): readonly SeriesStretch[] {
  return [...bySeries(readings).values()].map((series) => {
    const [{ sourceId, boot, stream, seq: firstSeq }] = series;
    return { sourceId, boot, stream, firstSeq, lastSeq: series.at(-1)?.seq ?? firstSeq };
  });
}

/** How the readings of a roast came: which came late, and which numbers were passed over. Times are seconds from `zeroUs`. */
export function arrivalsView(
  roastId: RoastId,
  readings: readonly Reading[],
  gaps: readonly SequenceGap[],
  zeroUs: MonoUs,
): ArrivalsDto {
  const series = bySeries(readings);
  const within = gaps.flatMap((gap) => {
    const own = series.get(nameOf(gap));
    return own === undefined ? [] : [withinRoast(gap, own, zeroUs)];
  });
  const sum = (found: ArrivalsDto['gaps']): number =>
    found.reduce((total, { missing }) => total + missing, 0);
  return {
    roastId,
    readings: readings.length,
    late: readings.filter((reading) => reading.late).length,
    missing: sum(within.filter(({ lostWallMs }) => lostWallMs === null)),
    lost: sum(within.filter(({ lostWallMs }) => lostWallMs !== null)),
    gaps: within,
    lateStretches: lateStretches(readings, zeroUs),
  };
}

/** What of a gap is the roast's: it may begin before its first reading of the series, and end after the last. */
function withinRoast(
  gap: SequenceGap,
  series: SeriesReadings,
  zeroUs: MonoUs,
): ArrivalsDto['gaps'][number] {
  const firstSeq = Math.max(gap.firstSeq, series[0].seq);
  const lastSeq = Math.min(gap.lastSeq, series.at(-1)?.seq ?? firstSeq);
  const here = countBelow(series, lastSeq + 1) - countBelow(series, firstSeq);
  const before = series[countBelow(series, gap.firstSeq) - 1];
  const after = series[countBelow(series, gap.lastSeq + 1)];
  return {
    ...gap,
    missing: Math.max(0, lastSeq - firstSeq + 1 - here),
    fromS: before === undefined ? null : secondsBetween(zeroUs, before.monoUs),
    toS: after === undefined ? null : secondsBetween(zeroUs, after.monoUs),
  };
}

/** How many of the readings have a number below that. */
function countBelow(series: SeriesReadings, seq: number): number {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((series[middle]?.seq ?? seq) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bySeries(readings: readonly Reading[]): ReadonlyMap<string, SeriesReadings> {
  const found = new Map<string, [Reading, ...Reading[]]>();
  for (const reading of readings) {
    const known = found.get(nameOf(reading));
    if (known === undefined) found.set(nameOf(reading), [reading]);
    else known.push(reading);
  }
  for (const series of found.values()) series.sort((a, b) => a.seq - b.seq);
  return found;
}

function lateStretches(readings: readonly Reading[], zeroUs: MonoUs): ArrivalsDto['lateStretches'] {
  const ordered = [...readings].sort((a, b) => a.monoUs - b.monoUs);
  const found: ArrivalsDto['lateStretches'] = [];
  /** Of each stream the stretch that the next late reading prolongs. */
  const going = new Map<string, ArrivalsDto['lateStretches'][number]>();
  for (const { sourceId, stream, late, monoUs } of ordered) {
    const name = `${sourceId}/${stream}`;
    const stretch = going.get(name);
    if (!late) going.delete(name);
    else if (stretch === undefined) {
      const atS = secondsBetween(zeroUs, monoUs);
      const begun = { sourceId, stream, fromS: atS, toS: atS, readings: 1 };
      going.set(name, begun);
      found.push(begun);
    } else {
      stretch.toS = secondsBetween(zeroUs, monoUs);
      stretch.readings += 1;
    }
  }
  return found;
}

function nameOf({ sourceId, boot, stream }: SeriesPlace): string {
  return `${sourceId}/${boot}/${stream}`;
}
