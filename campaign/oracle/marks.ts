import { type MarkKind, usPerSecond } from '@artisan-ts/domain';
import type { StoredRoast } from '@artisan-ts/runtime';
import type { Machine } from '../world/machine.ts';
import type { Press } from '../world/mark-witness.ts';
import { lateS } from '../world/person.ts';
import type { Stretch } from '../world/stretch.ts';
import type { World } from '../world/world.ts';
import { chargesLikeDrops } from './roasts.ts';
import { gapS, type Sight } from './sight.ts';

/**
 * A detected mark stands this close to what happened; roast-science holds it to 6 s on real roasts, noise and all. It stands where
 * people press, who are late, and the later by the clock of a machine the faster that runs.
 */
const nearS = 12;
/** BT falls within so long after a drop, or not because of it. */
const fallsWithinS = 20;
/** BT has to be watched for so long on either side of a moment; where it was not, the mark stands anywhere in what was not seen. */
const watchedS = 15;

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
          : happened(world, machine, sight, kind, atS);
      if (!isTrue)
        broken.push(
          `${machine.name}: false ${kind} (${mark.source}, ${mark.state}) at ${atS.toFixed(1)} s of its axis; ${truly(machine, kind)}`,
        );
    }
  }
  for (const { machineId, kind, atS } of marks.suggestions) {
    if (machineId !== machine.identity?.id || (kind !== 'charge' && kind !== 'drop')) continue;
    if (!happened(world, machine, sight, kind, atS))
      broken.push(
        `${machine.name}: ${kind} was suggested at ${atS.toFixed(1)} s of its axis; ${truly(machine, kind)}`,
      );
  }
  return broken;
}

function happened(
  world: World,
  machine: Machine,
  sight: Sight,
  kind: 'charge' | 'drop',
  atS: number,
): boolean {
  const { speed } = machine.plan;
  const toleranceS = Math.max(nearS, lateS * speed) + 2 * machine.lead.plan.intervalS;
  const done = machine.drum.deeds.flatMap((deed) => (deed.kind === kind ? [deed.atS] : []));
  const taken = kind === 'drop' ? chargesLikeDrops(world, machine) : [];
  return [...done, ...taken].some((deedS) => {
    const { fromS, toS } = whereabouts(machine, sight, deedS);
    const lastS = kind === 'drop' ? Math.max(toS, fallsAtS(machine, deedS)) : toS;
    return atS >= fromS - toleranceS && atS <= lastS + toleranceS;
  });
}

/** Where on the axis BT begins to fall after a drop: beans that are hardly hotter than their drum leave it rising for a while. */
function fallsAtS(machine: Machine, dropS: number): number {
  return machine.onAxis(machine.drum.topS(dropS, dropS + fallsWithinS));
}

/** Where on the axis a deed may be put: where it was done, and in all that was not seen around it. */
function whereabouts(machine: Machine, { blind }: Sight, deedS: number): Stretch {
  const atS = machine.onAxis(deedS);
  // What was done while the computer was off is on neither side of it.
  const off = machine.lost
    .filter(({ fromS, toS }) => deedS >= fromS - watchedS && deedS <= toS + watchedS)
    .map(({ fromS, toS }) => [machine.onAxis(fromS), machine.onAxis(toS)])
    .map((ends) => ({ fromS: Math.min(...ends), toS: Math.max(...ends) }));
  // The last readings before that may have died with the computer.
  const around = [{ fromS: atS, toS: atS }, ...off];
  const unseen = blind.filter(({ fromS, toS }) =>
    around.some((one) => one.toS >= fromS - watchedS && one.fromS <= toS + watchedS),
  );
  const stretches = [...off, ...unseen];
  return {
    fromS: Math.min(atS, ...stretches.map(({ fromS }) => fromS)),
    toS: Math.max(atS, ...stretches.map(({ toS }) => toS)),
  };
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
