import { secondsAfter } from '@artisan-ts/domain';
import type { StoredRoast } from '@artisan-ts/runtime';
import { type Served, serialOf } from '../world/board.ts';
import type { Machine } from '../world/machine.ts';
import type { World } from '../world/world.ts';
import { type Sight, sees } from './sight.ts';
import type { StoredRow } from './stored-rows.ts';

/** A probe that reads further from what it met is broken. */
const brokenC = 10;
/** The lowest BT may be missed by the noise of the probe and its quantum. */
const noiseC = 3;
/** Plugs that are exchanged show where BT and ET stand 15 C apart; the product says so. By noise and quantum it may be a little more. */
const apartMaxC = 17;
/** BT turns within so long after charge, in seconds of the machine. */
const turnsWithinS = 300;

/** Every turning point stands on a reading that is true, the lowest of those that were seen since charge. */
export function falseTurningPoints(
  world: World,
  machine: Machine,
  sight: Sight,
  rows: readonly StoredRow[],
  roasts: readonly StoredRoast[],
): readonly string[] {
  return roasts.flatMap(({ header, span }) => {
    const { charge, turningPoint, drop } = header.marks;
    if (span === null || charge === undefined || turningPoint?.source !== 'detected') return [];
    const chargeUs = secondsAfter(span.startUs, charge.timeS);
    const atUs = secondsAfter(span.startUs, turningPoint.timeS);
    const row = rows.find(({ monoUs }) => monoUs === atUs);
    const servedAs = ({ values }: StoredRow) => machine.lead.board.served[serialOf(values) ?? -1];
    const served = row && servedAs(row);
    const [btC = null] = row?.values ?? [];
    const where = `${machine.name}: turning point at ${(atUs / 1e6).toFixed(1)} s of its axis`;
    if (row === undefined && world.truth.wasCrowded(machine.lead.name, atUs)) return [];
    if (row === undefined && wasCutOff(rows, atUs)) return [];
    // A reading that was taken this moment may not be on disk yet, and is looked at with the next check.
    if (served === undefined || btC === null)
      return isOnDisk(rows, atUs) ? [`${where}, where nothing was read`] : [];
    if (!isTrue(btC, served.truth.btC) && !wereTooClose(machine, served))
      return [
        `${where} is of a broken probe: ${btC} C, and it was ${served.truth.btC.toFixed(1)} C`,
      ];
    const endUs = Math.min(
      secondsAfter(chargeUs, turnsWithinS),
      drop === undefined ? Number.POSITIVE_INFINITY : secondsAfter(span.startUs, drop.timeS),
    );
    const lower = rows.find((stored) => {
      const { monoUs, values } = stored;
      return (
        monoUs > chargeUs &&
        monoUs < endUs &&
        (values[0] ?? btC) < btC - noiseC &&
        isTrue(values[0] ?? btC, servedAs(stored)?.truth.btC) &&
        sees(sight, monoUs / 1e6 - 1, monoUs / 1e6 + 1)
      );
    });
    return lower === undefined
      ? []
      : [`${where} has ${btC} C, and BT was ${lower.values[0]} C at ${lower.monoUs / 1e6} s`];
  });
}

/** Whether a probe says what is, within its noise and lag. */
function isTrue(saidC: number, btC: number | undefined): boolean {
  return btC !== undefined && Math.abs(saidC - btC) <= brokenC;
}

/** Whether an answer is of plugs that were exchanged when BT and ET were too close together to tell. */
function wereTooClose({ lead }: Machine, answer: Served): boolean {
  const { served } = lead.board;
  if (!isExchanged(answer)) return false;
  const right = served.findLastIndex((past) => past.serial < answer.serial && !isExchanged(past));
  const { btC, etC } = (served[right + 1] ?? answer).truth;
  return Math.abs(etC - btC) < apartMaxC;
}

function isExchanged({ btC, etC, truth }: Served): boolean {
  return btC === truth.etC && etC === truth.btC;
}

/** Whether the program died between what is on disk before and after a moment: what it had read and not acknowledged went with it. */
function wasCutOff(rows: readonly StoredRow[], atUs: number): boolean {
  const after = rows.find(({ monoUs }) => monoUs > atUs);
  const before = rows.findLast(({ monoUs }) => monoUs < atUs);
  return after !== undefined && before !== undefined && after.boot !== before.boot;
}

/** Whether everything up to a moment has reached the disk. */
function isOnDisk(rows: readonly StoredRow[], atUs: number): boolean {
  return rows.some(({ monoUs }) => monoUs > atUs);
}
