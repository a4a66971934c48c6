import type { MachineDto, MarkDto, RoastDto } from '@artisan-ts/contracts';
import type { MarkKind } from '@artisan-ts/domain';
import type { NewestSample } from '#live/machine-feed.ts';

/** Where a machine is in its roast. `preheat`: no beans inside. `finished`: closed, the next one not begun. */
export type Stage = 'preheat' | 'roasting' | 'dropped' | 'finished';

/** The stage that a roast is in; a machine without one is preheating. */
export function stageOf(roast: RoastDto | null): Stage {
  if (!roast) return 'preheat';
  if (roast.closeReason !== null) return 'finished';
  if (!markOf(roast, 'charge')) return 'preheat';
  return markOf(roast, 'drop') ? 'dropped' : 'roasting';
}

/** Until its drop a roast is what is set up; after that the next one is. */
export function isInDrum(roast: RoastDto | null): roast is RoastDto {
  return roast?.closeReason === null && markOf(roast, 'drop') === null;
}

export function markOf(roast: RoastDto | null, kind: MarkKind): MarkDto | null {
  return roast?.marks.find((mark) => mark.kind === kind) ?? null;
}

/** Second 0 on the machine's axis: charge. null before charge. */
export function zeroUsOf(roast: RoastDto | null): number | null {
  return markOf(roast, 'charge')?.monoUs ?? null;
}

/** A sample older than this many intervals is stale. */
const staleIntervals = 3;
/** At high speed three intervals are shorter than a hiccup of the network. */
const staleAgeMinS = 1.5;

/** Age of the newest sample in seconds of the person's clock, and whether it can still be called live. */
export function freshness(
  machine: Pick<MachineDto, 'intervalS' | 'clockRate'>,
  newest: NewestSample | null,
  nowMs: number,
): { readonly ageS: number | null; readonly stale: boolean } {
  if (!newest) return { ageS: null, stale: true };
  const ageS = Math.max(0, (nowMs - newest.arrivedMs) / 1000);
  const allowedS = Math.max(staleAgeMinS, (staleIntervals * machine.intervalS) / machine.clockRate);
  return { ageS, stale: ageS > allowedS };
}

/**
 * Now on the machine's axis: it goes on between samples, so that the clock does not stumble, and stands
 * still once the machine has gone silent.
 */
export function machineNowUs(
  machine: Pick<MachineDto, 'intervalS' | 'clockRate'>,
  newest: NewestSample | null,
  nowMs: number,
): number | null {
  if (!newest) return null;
  const sinceS = Math.max(0, (nowMs - newest.arrivedMs) / 1000) * machine.clockRate;
  return newest.monoUs + Math.min(sinceS, machine.intervalS) * 1e6;
}
