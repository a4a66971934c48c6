import { type MachineId, usPerMs } from '@artisan-ts/domain';
import { pause } from '#clock/pause.ts';
import { lookBack } from '#late/late-look.ts';
import type { StationParts } from '#station-parts.ts';

/** Between two looks for late readings, in the world's time. */
const lookEveryMs = 2000;
/** Nothing late came for so long: what was kept at the other end has been delivered, or goes on coming later. */
const calmMs = 10_000;
/** When readings are still missing, or somebody was busy at the machine, it is tried again after so long. */
const againMs = 60_000;

/** Looks back at late readings once they have stopped coming, and at the start of the station, whatever was left of it. */
export async function watchLate(station: StationParts, signal: AbortSignal): Promise<void> {
  const { clock, logger } = station.deps;
  /** When a machine is looked at next, by the world's clock; absent: as soon as it is calm. */
  const nextMs = new Map<MachineId, number>();
  while (await pause(clock, lookEveryMs, signal)) {
    for (const [id, attached] of station.machines) {
      const nowMs = clock.monoUs() / usPerMs;
      const { lateHeardMs } = attached;
      if (lateHeardMs === null || nowMs - lateHeardMs < calmMs) continue;
      if (nowMs < (nextMs.get(id) ?? 0)) continue;
      nextMs.set(id, nowMs + againMs);
      try {
        const outcome = await lookBack(attached, station);
        if (outcome === 'done') attached.lateIsSeen(lateHeardMs);
      } catch (error) {
        // The recorder says what is wrong with the disk; nothing is lost by looking later.
        logger.warn({ machineId: id, error }, 'late readings could not be looked at yet');
      }
    }
  }
}
