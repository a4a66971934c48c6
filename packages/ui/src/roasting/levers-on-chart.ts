import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import { liveState } from '#live/live-store.ts';
import type { MachineFeed } from '#live/machine-feed.ts';
import { zeroUsOf } from '#roasting/moment.ts';

/** The lever strip of a machine: the changes of its roast, or before charge the values that hold now, since when they do. */
export function leversOnChart(machine: MachineDto, roast: RoastDto | null, feed: MachineFeed) {
  const zeroUs = zeroUsOf(roast);
  if (roast && zeroUs !== null) {
    return { levers: machine.levers, leverChanges: roast.leverChanges };
  }
  const newestUs = feed.newest?.monoUs ?? 0;
  const leverChanges = Object.values(liveState().levers[machine.id] ?? {}).map((event) => ({
    lever: event.lever,
    timeS: (event.monoUs - newestUs) / 1e6,
    value: event.value,
  }));
  return { levers: machine.levers, leverChanges };
}
