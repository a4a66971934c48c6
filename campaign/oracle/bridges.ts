import { DatabaseSync } from 'node:sqlite';
import { usPerSecond } from '@artisan-ts/domain';
import type { Bridge, BridgeBoot } from '../world/bridge.ts';
import type { World } from '../world/world.ts';
import { rowsOf, type StoredRow } from './stored-rows.ts';

/** Rounding of two clocks, and the moments it took to add the machine. */
const placeS = 0.1;
/** After a reboot the axis goes on from a reading, which was stamped when its answer had come. */
const stampLateS = 1.6;

/** Whether every reading that a bridge took is on the station's disk or in its outbox, once, as it was measured, where its clock says. */
export function checkBridges(world: World, rows: readonly StoredRow[]): readonly string[] {
  return world.bridges.flatMap((bridge) => {
    const own = rowsOf(bridge.device, rows);
    const boots = bridge.boots.flatMap((boot) => checkBoot(world, bridge, boot, own));
    const strange = own.find(({ boot }) => !bridge.boots.some((known) => known.boot === boot));
    const missing = missingOf(bridge, own, heldBy(bridge));
    const { name } = bridge.device;
    return [
      ...boots,
      ...(strange === undefined ? [] : [`${name}: a reading of ${strange.boot}, which never was`]),
      ...(missing.length <= bridge.dropped
        ? []
        : [
            `${name}: ${missing.length} readings are neither on disk nor in the outbox, the first is ${missing[0]}; ${bridge.dropped} had no room`,
          ]),
    ];
  });
}

/** When all is over and well, everything has arrived and nothing is held. */
export function checkDelivered(world: World, rows: readonly StoredRow[]): readonly string[] {
  return world.bridges.flatMap((bridge) => {
    const held = heldBy(bridge);
    const missing = missingOf(bridge, rowsOf(bridge.device, rows), new Set());
    // What was measured this instant is still on its way.
    const isThere = missing.length <= bridge.dropped + wayMax && held.size <= wayMax;
    return isThere
      ? []
      : [
          `${bridge.device.name}: ${missing.length} readings never arrived, ${bridge.dropped} had no room, ${held.size} are still held`,
        ];
  });
}

/** At the fastest rate, so many readings are under way and not yet acknowledged. */
const wayMax = 6;

/** What cannot be used is set aside, one by one, and nothing else is. */
export function checkSetAside(world: World): readonly string[] {
  const { broken } = world.far;
  const { length } = world.setAside;
  return broken === length
    ? []
    : [
        `${broken} messages could not be used, and ${length} were set aside, the last for ${world.setAside.at(-1)}`,
      ];
}

function checkBoot(
  world: World,
  bridge: Bridge,
  { boot, samples }: BridgeBoot,
  rows: readonly StoredRow[],
): readonly string[] {
  const { name } = bridge.device;
  const own = rows.filter((row) => row.boot === boot);
  const machine = world.machines.find(({ devices }) => devices.includes(bridge.device));
  const toleranceS = placeS + (machine?.lost.length ? stampLateS : 0);
  const seqs = new Set(own.map(({ seq }) => seq));
  const broken: string[] = [];
  if (seqs.size < own.length)
    broken.push(`${name}: ${own.length - seqs.size} readings of ${boot} are on disk twice`);
  for (const row of own) {
    const sample = samples[row.seq];
    const isSame =
      sample !== undefined &&
      sample.wallMs === row.wallMs &&
      sample.values.every((value, index) => value === row.values[index]);
    const places = world.far.placements.get(boot) ?? [];
    const isPlaced = places.some(({ onAxisS, monoUs }) => {
      const atS = Math.max(0, onAxisS + ((sample?.monoUs ?? 0) - monoUs) / usPerSecond);
      return Math.abs(row.monoUs / usPerSecond - atS) <= toleranceS;
    });
    if (!isSame) broken.push(`${name}: reading ${row.seq} of ${boot} is not what was measured`);
    else if (!isPlaced) {
      const says = places.map(({ onAxisS, monoUs }) =>
        (onAxisS + (sample.monoUs - monoUs) / usPerSecond).toFixed(2),
      );
      broken.push(
        `${name}: reading ${row.seq} of ${boot} stands at ${row.monoUs / usPerSecond} s; by its clock it was at ${says.join(' or ')} s`,
      );
    }
    if (broken.length > 0) break;
  }
  const acked = world.far.acknowledged.get(boot) ?? -1;
  const gone = Array.from({ length: acked + 1 }, (_, seq) => seq).filter((seq) => !seqs.has(seq));
  if (gone.length > bridge.dropped)
    broken.push(
      `${name}: everything of ${boot} up to ${acked} was acknowledged, and ${gone[0]} is not on disk`,
    );
  return broken;
}

/** Readings that were taken and are neither on the station's disk nor held, by `boot seq`. */
function missingOf(
  { boots }: Bridge,
  rows: readonly StoredRow[],
  held: ReadonlySet<string>,
): readonly string[] {
  const there = new Set(rows.map(({ boot, seq }) => `${boot} ${seq}`));
  return boots.flatMap(({ boot, samples }) =>
    samples.flatMap((_, seq) => {
      const place = `${boot} ${seq}`;
      return there.has(place) || held.has(place) ? [] : [place];
    }),
  );
}

/** What lies in an outbox, read without any code of the product. */
function heldBy(bridge: Bridge): ReadonlySet<string> {
  const db = new DatabaseSync(bridge.path, { readOnly: true });
  try {
    const rows = db
      .prepare('SELECT boot.boot, seq FROM point JOIN boot ON boot.count = point.boot')
      .all();
    return new Set(rows.map(({ boot, seq }) => `${boot} ${seq}`));
  } finally {
    db.close();
  }
}
