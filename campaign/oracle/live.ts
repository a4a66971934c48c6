import { type RoastId, usPerSecond } from '@artisan-ts/domain';
import type { StoredRoast } from '@artisan-ts/runtime';
import type { Device } from '../world/device.ts';
import type { Machine } from '../world/machine.ts';
import type { World } from '../world/world.ts';
import { gapS, isTimely } from './sight.ts';
import type { StoredRow } from './stored-rows.ts';

/** A rate of rise needs so much of its window; what lies on either side of a gap is no line. */
const rateNeedsS = 15;
/** A gap longer than 5 s ends a line, and half a second is the clock of the device; the product promises so. */
const rateGapS = 5.5;

/** A closed roast has a record of its own within so long, in seconds of the world. */
const keptWithinS = 10;

/** A screen that was always open, or came back as soon as it could, has shown everything that is on disk. */
export function checkShown(
  world: World,
  device: Device,
  rows: readonly StoredRow[],
): readonly string[] {
  const { shown, lives, returns } = world.truth;
  const place = ({ boot, stream, seq }: StoredRow): string => `${boot} ${stream} ${seq}`;
  const unseen = rows.filter((row) => !shown.has(place(row)));
  // What was shown and not yet acknowledged when a life ended comes once more in the next.
  const often = rows.find((row) => {
    const again = world.far.late.get(`${row.boot} ${row.seq}`) ?? 0;
    return (shown.get(place(row)) ?? 0) > lives.length + returns + again;
  });
  return [
    ...(unseen[0] === undefined
      ? []
      : [
          `${device.name}: ${unseen.length} readings were never shown, the first is number ${unseen[0].cursor}`,
        ]),
    ...(often === undefined
      ? []
      : [`${device.name}: reading ${often.cursor} was shown ${shown.get(place(often))} times`]),
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
  for (const { atS, btC, place } of seenLive(world, machine, rows)) {
    if (btC === null) continue;
    if (atS - beforeS > rateGapS) lineSinceS = atS;
    beforeS = atS;
    const rate = (place && rates.get(place)) ?? null;
    if (rate !== null && atS - lineSinceS < rateNeedsS) {
      return [
        `${machine.name}: a rate of rise was shown ${(atS - lineSinceS).toFixed(1)} s after a gap, at ${atS.toFixed(1)} s`,
      ];
    }
  }
  return [];
}

interface SeenLive {
  readonly atS: number;
  readonly btC: number | null;
  /** Where its rate is known by; null for one that never reached the disk. */
  readonly place: string | null;
}

/** What was drawn as it happened, in the order of time: what came late is not in it, and what found no room was seen all the same. */
function seenLive(world: World, machine: Machine, rows: readonly StoredRow[]): readonly SeenLive[] {
  const { name } = machine.lead;
  const stored = rows
    .filter((row) => isTimely(world, machine, row))
    .map(({ monoUs, values, boot, stream, seq }) => ({
      atS: monoUs / usPerSecond,
      btC: values[0] ?? null,
      place: `${boot} ${stream} ${seq}`,
    }));
  const crowded = world.truth.lives.flatMap((life) =>
    [...(life.crowded.get(name) ?? [])].flatMap((seq) => life.delivered.get(name)?.[seq] ?? []),
  );
  const lost = crowded.map(({ monoUs, values }) => ({
    atS: monoUs / usPerSecond,
    btC: values[0] ?? null,
    place: null,
  }));
  return [...stored, ...lost].sort((a, b) => a.atS - b.atS);
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
  // What was closed a moment ago is being written.
  const newestUs = rows.at(-1)?.monoUs ?? 0;
  const closedForS = (newestUs - (span.endUs ?? newestUs)) / usPerSecond / machine.plan.speed;
  if (closedForS < keptWithinS) return broken;
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
    throughCursor: number;
    readings: readonly {
      sourceId: string;
      monoUs: number;
      values: readonly (number | null)[];
    }[];
  }>('roasts', 'keptReadings', header.id);
  if (kept === null)
    return [`${machine.name}: ${header.title} is closed and has no record of its own`];
  const within = kept.readings.filter(
    ({ sourceId, monoUs }) => sourceId === machine.lead.sourceId && monoUs >= span.startUs,
  );
  // What came later over the network stays where it is; it is found behind that cursor.
  const then = own.filter(({ cursor }) => cursor <= kept.throughCursor);
  const ofBt = (readings: readonly { readonly monoUs: number; readonly values: unknown }[]) =>
    JSON.stringify(readings.map(({ monoUs, values }) => [monoUs, values]).sort());
  return ofBt(within) === ofBt(then)
    ? []
    : [
        `${machine.name}: the record of ${header.title} keeps ${within.length} readings of ${then.length}`,
      ];
}
