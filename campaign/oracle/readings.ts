import type { Sample } from '@artisan-ts/domain';
import { usPerSecond } from '@artisan-ts/domain';
import { type Served, serialBase } from '../world/board.ts';
import type { Machine } from '../world/machine.ts';
import type { LifeRecord } from '../world/truth.ts';
import type { World } from '../world/world.ts';
import type { StoredRow } from './stored-rows.ts';

/** Two decimals of the unit on the wire, and the rounding of a conversion. */
const digitC = 0.011;
/** From the probe to the stamp: the answer on the line, and a board that is busy. */
const stampLateS = 1.6;

/** Whether every reading is on disk that has to be, once, as it was measured, and nothing else. */
export function checkReadings(world: World, rows: readonly StoredRow[]): readonly string[] {
  const broken: string[] = [];
  for (const machine of world.machines) {
    const own = rows.filter(({ sourceId }) => sourceId === machine.identity?.sourceId);
    broken.push(...checkLives(world, machine, own), ...checkAgainstBoard(machine, own));
  }
  const { highestCursor } = world.truth;
  const endCursor = rows.at(-1)?.cursor ?? 0;
  if (highestCursor > endCursor) {
    broken.push(
      `everything was called durable up to ${highestCursor}, and ${endCursor} is the last on disk`,
    );
  }
  const known = new Set(world.machines.map(({ identity }) => identity?.sourceId as string));
  const strange = rows.find(({ sourceId }) => !known.has(sourceId));
  if (strange !== undefined) broken.push(`a reading of ${strange.sourceId}, which nobody has`);
  return broken;
}

/** Readings of a boot are what one life was given, from its first on and without a hole, at least up to what was acknowledged. */
function checkLives(world: World, machine: Machine, rows: readonly StoredRow[]): readonly string[] {
  const broken: string[] = [];
  const boots = byBoot(rows);
  for (const [boot, own] of boots) {
    const life = lifeOf(world.truth.lives, machine, own);
    if (life === null) {
      broken.push(
        `${machine.name}: the readings of ${boot} begin with one that was never delivered`,
      );
      continue;
    }
    const given = life.delivered.get(machine.name) ?? [];
    const wrong = own.findIndex((row, index) => row.seq !== index || !isSame(row, given[index]));
    if (wrong >= 0)
      broken.push(`${machine.name}: ${differs(own[wrong], wrong, given[wrong])} in ${boot}`);
  }
  for (const life of world.truth.lives.filter(({ isWhole }) => isWhole)) {
    const given = life.delivered.get(machine.name) ?? [];
    const own = [...boots.values()].find((each) => lifeOf([life], machine, each) !== null) ?? [];
    if (own.length < given.length)
      broken.push(
        `${machine.name}: ${given.length} readings came before an orderly stop, ${own.length} are on disk`,
      );
  }
  for (const [key, seq] of world.truth.acknowledged) {
    const [sourceId, ...boot] = key.split(' ');
    if (sourceId !== machine.identity?.sourceId) continue;
    const count = boots.get(boot.join(' '))?.length ?? 0;
    if (count <= seq)
      broken.push(
        `${machine.name}: ${seq + 1} readings of ${boot} were acknowledged, ${count} are on disk`,
      );
  }
  return broken;
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
  machine: Machine,
  rows: readonly StoredRow[],
): LifeRecord | null {
  const [first] = rows;
  if (first === undefined) return null;
  return lives.find((life) => isSame(first, life.delivered.get(machine.name)?.[0])) ?? null;
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

function differs(row: StoredRow | undefined, index: number, sample: Sample | undefined): string {
  const text = (at: { monoUs: number; values: readonly (number | null)[] } | undefined): string =>
    at === undefined ? 'nothing' : `${at.monoUs} us ${at.values.join(' ')}`;
  return `reading ${index} is ${text(row)} as number ${row?.seq}, and was ${text(sample)}`;
}

/** What is on disk was said by the board, once, in its order, and stands where it was said on the axis. */
function checkAgainstBoard(machine: Machine, rows: readonly StoredRow[]): readonly string[] {
  const broken: string[] = [];
  let last = -1;
  let beforeUs = -1;
  for (const row of rows) {
    if (row.monoUs < beforeUs)
      broken.push(`${machine.name}: time goes back at reading ${row.cursor}`);
    beforeUs = row.monoUs;
    const serial = serialOf(row);
    if (serial === null) continue;
    if (serial <= last)
      broken.push(`${machine.name}: answer ${serial} is on disk twice or out of order`);
    last = serial;
    const served = machine.board.served[serial];
    const fault = served === undefined ? 'was never given' : misplaced(machine, row, served);
    if (fault !== null) broken.push(`${machine.name}: answer ${serial} ${fault}`);
  }
  return broken;
}

/** The number of the answer that a row holds; null when it holds none. BT and ET come first, then the two spare inputs. */
export function serialOf({ values }: Pick<StoredRow, 'values'>): number | null {
  const [, , low = null, high = null] = values;
  return low === null || high === null ? null : Math.round(low) + serialBase * Math.round(high);
}

function misplaced(machine: Machine, row: StoredRow, served: Served): string | null {
  const [btC = null, etC = null] = row.values;
  if (!isNear(btC, served.btC) || !isNear(etC, served.etC)) {
    return `was ${served.btC} and ${served.etC}, and ${btC} and ${etC} is on disk`;
  }
  const lateS = row.monoUs / usPerSecond - machine.onAxis(served.atS);
  const toleranceS = stampLateS * machine.plan.speed;
  if (Math.abs(lateS) <= toleranceS) return null;
  return `stands ${lateS.toFixed(1)} s from where it was given`;
}

function isNear(stored: number | null, served: number | null): boolean {
  if (stored === null || served === null) return stored === served;
  return Math.abs(stored - served) <= digitC;
}
