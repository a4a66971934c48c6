import type { SourceStream, StreamSpec } from '#channel.ts';
import type { ConfigurationId, MachineId, SourceId } from '#ids.ts';
import type { LeverSpec } from '#lever.ts';
import type { Origin } from '#origin.ts';
import type { TemperatureUnit } from '#quantity/temperature.ts';
import type { WallMs } from '#quantity/time.ts';
import type { RoastSetup } from '#roast-setup.ts';

/**
 * Where readings come from: one device behind one driver. Each source has its own boot id, sequence,
 * rate and clock.
 */
export interface Source {
  readonly id: SourceId;
  /** Name of the driver: `twin`, `replay`, `tc4`. */
  readonly driver: string;
  /** As the driver's own schema accepted them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly streams: readonly StreamSpec[];
  /** Speed of the source's clock: 1 for real machines. */
  readonly clockRate: number;
}

/**
 * What the numbers of a machine mean: probes, burner, firmware, lever units. A new id whenever the meaning
 * changes, because every statistic is keyed on it.
 */
export interface MachineConfiguration {
  readonly id: ConfigurationId;
  readonly sinceWallMs: WallMs;
  readonly levers: readonly LeverSpec[];
  /** Seconds after drop until a roast closes by itself. */
  readonly closeAfterDropS: number;
  /**
   * One at least. The first leads: it carries BT if any does, and marks stand on its readings. All run at one speed on one
   * axis of time, and no two have a channel of the same id.
   */
  readonly sources: readonly Source[];
}

/** Expected seconds between the samples by which a machine is watched: the quickest stream of its leading source. */
export function leadIntervalS([lead]: readonly Source[]): number {
  return Math.min(...(lead?.streams ?? []).map((stream) => stream.intervalS));
}

/** The unit that the leading device was told to answer in: people who read their machine in °F read its roasts in °F. */
export function displayUnitOf([lead]: readonly Source[]): TemperatureUnit {
  return lead?.settings['unit'] === 'F' ? 'F' : 'C';
}

/** The streams of several sources, the leading one's first. */
export function streamsOf(sources: readonly Source[]): readonly SourceStream[] {
  return sources.flatMap(({ id, streams }) =>
    streams.map((stream) => ({ ...stream, sourceId: id })),
  );
}

/** A roasting machine. */
export interface Machine {
  readonly id: MachineId;
  readonly name: string;
  readonly origin: Origin;
  readonly configuration: MachineConfiguration;
  /** What its batches are until somebody says otherwise. Absent: nothing was said. */
  readonly setup?: RoastSetup;
}
