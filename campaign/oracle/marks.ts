import { type MarkKind, usPerSecond } from '@artisan-ts/domain';
import type { StoredRoast } from '@artisan-ts/runtime';
import type { Machine } from '../world/machine.ts';
import type { Press } from '../world/mark-witness.ts';
import type { World } from '../world/world.ts';
import { gapS, type Sight } from './sight.ts';

/** A detected mark stands this close to what happened; roast-science holds it to 6 s on real roasts, noise and all. */
const nearS = 12;
/** Data that is missing around the moment moves it by its own length, and a break is looked for in what is left beside it. */
const besideBlindS = 30;

/** No charge and no drop stands or was ever suggested where there was none. */
export function falseMarks(
  world: World,
  machine: Machine,
  sight: Sight,
  roasts: readonly StoredRoast[],
): readonly string[] {
  const broken: string[] = [];
  const { marks } = world.truth;
  for (const { header, span } of roasts) {
    for (const kind of ['charge', 'drop'] as const) {
      const mark = header.marks[kind];
      if (mark === undefined || span === null) continue;
      const atS = span.startUs / usPerSecond + mark.timeS;
      const isTrue =
        mark.source === 'operator'
          ? wasPressed(marks.presses, machine, kind, atS)
          : happened(machine, sight, kind, atS);
      if (!isTrue)
        broken.push(
          `${machine.name}: false ${kind} (${mark.source}, ${mark.state}) at ${atS.toFixed(1)} s of its axis; ${truly(machine, kind)}`,
        );
    }
  }
  for (const { machineId, kind, atS } of marks.suggestions) {
    if (machineId !== machine.identity?.id || (kind !== 'charge' && kind !== 'drop')) continue;
    if (!happened(machine, sight, kind, atS))
      broken.push(
        `${machine.name}: ${kind} was suggested at ${atS.toFixed(1)} s of its axis; ${truly(machine, kind)}`,
      );
  }
  return broken;
}

function happened(machine: Machine, sight: Sight, kind: 'charge' | 'drop', atS: number): boolean {
  const toleranceS = nearS + 2 * machine.plan.intervalS;
  return machine.drum.deeds.some((deed) => {
    if (deed.kind !== kind) return false;
    if (isBesideLost(machine, deed.atS, atS)) return true;
    const trueS = machine.onAxis(deed.atS);
    if (Math.abs(trueS - atS) <= toleranceS) return true;
    return sight.blind.some(
      ({ fromS, toS }) =>
        trueS >= fromS - besideBlindS &&
        trueS <= toS + besideBlindS &&
        atS >= fromS - besideBlindS &&
        atS <= toS + besideBlindS,
    );
  });
}

/** What happened while the computer was off shows where it was on again, wherever the axis went on. */
function isBesideLost(machine: Machine, deedS: number, atS: number): boolean {
  return machine.lost.some(({ fromS, toS }) => {
    const wasThen = deedS >= fromS - besideBlindS && deedS <= toS + besideBlindS;
    const ends = [machine.onAxis(fromS), machine.onAxis(toS)];
    return (
      wasThen && atS >= Math.min(...ends) - besideBlindS && atS <= Math.max(...ends) + besideBlindS
    );
  });
}

/** A press means the newest reading, or the suggestion beside it. */
function wasPressed(
  presses: readonly Press[],
  machine: Machine,
  kind: MarkKind,
  atS: number,
): boolean {
  const { speed } = machine.plan;
  return presses.some((press) => {
    const isSo =
      press.machine === machine && press.act.kind === kind && press.act.action !== 'undo';
    return isSo && press.atS >= atS - 2 * speed && press.atS <= atS + gapS(machine) + 2 * speed;
  });
}

function truly(machine: Machine, kind: 'charge' | 'drop'): string {
  const times = machine.drum.deeds.flatMap((deed) =>
    deed.kind === kind ? [machine.onAxis(deed.atS).toFixed(1)] : [],
  );
  return `there was one at ${times.join(', ')}`;
}
