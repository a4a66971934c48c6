import { type RoastId, usPerSecond } from '@artisan-ts/domain';
import type { StoredRoast } from '@artisan-ts/runtime';
import type { Machine } from '../world/machine.ts';
import type { World } from '../world/world.ts';
import { gapS } from './sight.ts';
import type { StoredRow } from './stored-rows.ts';

/** A rate of rise needs so much of its window; what lies on either side of a gap is no line. */
const rateNeedsS = 15;
/** A gap longer than this ends a line; the product promises so. */
const rateGapS = 5;

/** A screen that was always open, or came back as soon as it could, has shown everything that is on disk. */
export function checkShown(
  world: World,
  machine: Machine,
  rows: readonly StoredRow[],
): readonly string[] {
  const { shown, lives, returns } = world.truth;
  const place = ({ boot, stream, seq }: StoredRow): string => `${boot} ${stream} ${seq}`;
  const unseen = rows.filter((row) => !shown.has(place(row)));
  // What was shown and not yet acknowledged when a life ended comes once more in the next.
  const often = rows.find((row) => (shown.get(place(row)) ?? 0) > lives.length + returns);
  return [
    ...(unseen[0] === undefined
      ? []
      : [
          `${machine.name}: ${unseen.length} readings were never shown, the first is number ${unseen[0].cursor}`,
        ]),
    ...(often === undefined
      ? []
      : [`${machine.name}: reading ${often.cursor} was shown ${shown.get(place(often))} times`]),
  ];
}

/** No live rate of rise was drawn through a gap. */
export function checkRates(
  world: World,
  machine: Machine,
  rows: readonly StoredRow[],
): readonly string[] {
  const { rates } = world.truth;
  let lineSinceS = Number.NEGATIVE_INFINITY;
  let beforeS = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const [btC = null] = row.values;
    if (btC === null) continue;
    const atS = row.monoUs / usPerSecond;
    if (atS - beforeS > rateGapS) lineSinceS = atS;
    beforeS = atS;
    const rate = rates.get(`${row.boot} ${row.stream} ${row.seq}`) ?? null;
    if (rate !== null && atS - lineSinceS < rateNeedsS) {
      return [
        `${machine.name}: a rate of rise was shown ${(atS - lineSinceS).toFixed(1)} s after a gap, at ${atS.toFixed(1)} s`,
      ];
    }
  }
  return [];
}

/** A roast that is read whole has the readings that are on disk, and says where some are missing. */
export async function checkRecord(
  world: World,
  machine: Machine,
  rows: readonly StoredRow[],
  roast: StoredRoast,
): Promise<readonly string[]> {
  const { header, span } = roast;
  if (span === null) return [];
  const id = header.id as RoastId;
  const record = await world.ask((station) => station.roasts.record(id));
  if (record === null) return [`${machine.name}: ${header.title} cannot be read`];
  const own = rows
    .filter(
      ({ monoUs }) => monoUs >= span.startUs && monoUs <= (span.endUs ?? Number.MAX_SAFE_INTEGER),
    )
    .sort((a, b) => a.monoUs - b.monoUs);
  const timesS = own.map(({ monoUs }) => (monoUs - span.startUs) / usPerSecond);
  const gaps = timesS.flatMap((toS, index) => {
    const fromS = timesS[index - 1];
    return fromS !== undefined && toS - fromS > gapS(machine) ? [{ fromS, toS }] : [];
  });
  const broken: string[] = [];
  const bt = record.curves.find(({ channel }) => channel.id === 'bt')?.values ?? [];
  // A roast that goes on has more readings by now than when the rows were read.
  const isSame = own.every((row, index) => row.values[0] === bt[index]);
  if (!isSame || (span.endUs !== null && bt.length !== own.length))
    broken.push(
      `${machine.name}: ${header.title} has ${bt.length} readings of BT, and ${own.length} are on disk, or others`,
    );
  if (JSON.stringify(record.gaps.slice(0, gaps.length)) !== JSON.stringify(gaps))
    broken.push(
      `${machine.name}: ${header.title} tells of ${record.gaps.length} gaps, and there are ${gaps.length}`,
    );
  return [...broken, ...checkKept(world, machine, own, roast)];
}

/** The record of its own that a closed roast has holds the same readings. */
function checkKept(
  world: World,
  machine: Machine,
  own: readonly StoredRow[],
  { header, span }: StoredRoast,
): readonly string[] {
  if (header.closeReason === null || span === null) return [];
  const kept = world.disk.look<{
    readings: readonly { monoUs: number; values: readonly (number | null)[] }[];
  }>('roasts', 'keptReadings', header.id);
  if (kept === null)
    return [`${machine.name}: ${header.title} is closed and has no record of its own`];
  const within = kept.readings.filter(({ monoUs }) => monoUs >= span.startUs);
  const isSame =
    within.length === own.length &&
    own.every(({ values }, index) => values[0] === within[index]?.values[0]);
  return isSame
    ? []
    : [
        `${machine.name}: the record of ${header.title} keeps ${within.length} readings of ${own.length}`,
      ];
}
