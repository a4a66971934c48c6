import type { Sample } from '@artisan-ts/domain';
import { usPerSecond } from '@artisan-ts/domain';
import { type Served, serialOf } from '../world/board.ts';
import type { Device } from '../world/device.ts';
import type { Machine } from '../world/machine.ts';
import type { LifeRecord } from '../world/truth.ts';
import type { World } from '../world/world.ts';
import { rowsOf, type StoredRow } from './stored-rows.ts';

/** Two decimals of the unit on the wire, and the rounding of a conversion. */
const digitC = 0.011;
/** From the probe to the stamp: the answer on the line, and a board that is busy. */
const stampLateS = 1.6;

/** Whether every reading is on disk that has to be, once, as it was measured, and nothing else. */
export function checkReadings(world: World, rows: readonly StoredRow[]): readonly string[] {
  const broken: string[] = [];
  for (const machine of world.machines) {
    for (const device of machine.devices) {
      const own = rowsOf(device, rows);
      broken.push(...checkAgainstBoard(machine, device, own));
      if (!device.isFar) broken.push(...checkLives(world, device, own));
    }
  }
  const { highestCursor } = world.truth;
  const endCursor = rows.at(-1)?.cursor ?? 0;
  if (highestCursor > endCursor) {
    broken.push(
      `everything was called durable up to ${highestCursor}, and ${endCursor} is the last on disk`,
    );
  }
  const known = new Set(world.devices.map(({ sourceId }) => sourceId as string));
  const strange = rows.find(({ sourceId }) => !known.has(sourceId));
  if (strange !== undefined) broken.push(`a reading of ${strange.sourceId}, which nobody has`);
  return broken;
}

/** Readings of a boot are what one life was given, without a hole but where memory was full, at least up to what was acknowledged. */
function checkLives(world: World, device: Device, rows: readonly StoredRow[]): readonly string[] {
  const broken: string[] = [];
  const boots = byBoot(rows);
  const { name } = device;
  for (const [boot, own] of boots) {
    const life = lifeOf(world.truth.lives, device, own);
    if (life === null) {
      broken.push(`${name}: the readings of ${boot} begin with one that was never delivered`);
      continue;
    }
    const given = life.delivered.get(name) ?? [];
    const wrong = own.find((row) => !isSame(row, given[row.seq]));
    if (wrong !== undefined) broken.push(`${name}: ${differs(wrong, given[wrong.seq])} in ${boot}`);
    broken.push(...hole(name, life, own).map((what) => `${what} in ${boot}`));
  }
  for (const life of world.truth.lives.filter(({ isWhole }) => isWhole)) {
    const given = life.delivered.get(name) ?? [];
    const own = [...boots.values()].find((each) => lifeOf([life], device, each) !== null) ?? [];
    if (own.length < given.length - (life.crowded.get(name)?.size ?? 0))
      broken.push(
        `${name}: ${given.length} readings came before an orderly stop, ${own.length} are on disk`,
      );
  }
  for (const [key, seq] of world.truth.acknowledged) {
    const [sourceId, ...boot] = key.split(' ');
    if (sourceId !== device.sourceId) continue;
    const newest = boots.get(boot.join(' '))?.at(-1)?.seq ?? -1;
    if (newest < seq)
      broken.push(
        `${name}: readings of ${boot} up to ${seq} were acknowledged, ${newest} is the last on disk`,
      );
  }
  return broken;
}

/** Numbers that are passed over although there was room. */
function hole(name: string, life: LifeRecord, rows: readonly StoredRow[]): readonly string[] {
  const { crowded } = life;
  let due = 0;
  for (const { seq } of rows) {
    if (seq < due) return [`${name}: reading ${seq} is on disk twice or out of order`];
    for (; due < seq; due++)
      if (!crowded.get(name)?.has(due)) return [`${name}: reading ${due} is not on disk`];
    due = seq + 1;
  }
  return [];
}

function byBoot(rows: readonly StoredRow[]): ReadonlyMap<string, readonly StoredRow[]> {
  const boots = new Map<string, StoredRow[]>();
  for (const row of rows) {
    const key = `${row.boot} ${row.stream}`;
    const known = boots.get(key);
    if (known === undefined) boots.set(key, [row]);
    else known.push(row);
  }
  return boots;
}

function lifeOf(
  lives: readonly LifeRecord[],
  device: Device,
  rows: readonly StoredRow[],
): LifeRecord | null {
  const [first] = rows;
  if (first === undefined) return null;
  return lives.find((life) => isSame(first, life.delivered.get(device.name)?.[first.seq])) ?? null;
}

function isSame(row: StoredRow, sample: Sample | undefined): boolean {
  return (
    sample !== undefined &&
    row.monoUs === sample.monoUs &&
    row.wallMs === sample.wallMs &&
    row.values.length === sample.values.length &&
    row.values.every((value, index) => value === sample.values[index])
  );
}

function differs(row: StoredRow, sample: Sample | undefined): string {
  const text = (at: { monoUs: number; values: readonly (number | null)[] } | undefined): string =>
    at === undefined ? 'nothing' : `${at.monoUs} us ${at.values.join(' ')}`;
  return `reading ${row.seq} is ${text(row)}, and was ${text(sample)}`;
}

/** What is on disk was said by the board, once, and stands where it was said on the axis; what came over a cable, in its order. */
function checkAgainstBoard(
  machine: Machine,
  device: Device,
  rows: readonly StoredRow[],
): readonly string[] {
  const broken: string[] = [];
  const known = new Set<number>();
  let last = -1;
  let beforeUs = -1;
  const { name } = device;
  for (const row of rows) {
    if (row.monoUs < beforeUs && !device.isFar)
      broken.push(`${name}: time goes back at reading ${row.cursor}`);
    beforeUs = row.monoUs;
    const serial = serialOf(row.values);
    if (serial === null) continue;
    if (known.has(serial) || (serial < last && !device.isFar))
      broken.push(`${name}: answer ${serial} is on disk twice or out of order`);
    known.add(serial);
    last = serial;
    const served = device.board.served[serial];
    const fault = served === undefined ? 'was never given' : wrong(machine, device, row, served);
    if (fault !== null) broken.push(`${name}: answer ${serial} ${fault}`);
  }
  return broken;
}

function wrong(machine: Machine, device: Device, row: StoredRow, served: Served): string | null {
  const [btC = null, etC = null] = row.values;
  if (!isNear(btC, served.btC) || !isNear(etC, served.etC)) {
    return `was ${served.btC} and ${served.etC}, and ${btC} and ${etC} is on disk`;
  }
  // Where a reading stands that comes over the network depends on two clocks; that is looked at with the bridges.
  if (device.isFar) return null;
  const lateS = row.monoUs / usPerSecond - machine.onAxis(served.atS);
  const toleranceS = stampLateS * device.speed;
  if (Math.abs(lateS) <= toleranceS) return null;
  return `stands ${lateS.toFixed(1)} s from where it was given`;
}

function isNear(stored: number | null, served: number | null): boolean {
  if (stored === null || served === null) return stored === served;
  return Math.abs(stored - served) <= digitC;
}
