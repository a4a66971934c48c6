import type { StreamSpec } from '#channel.ts';
import type { ConfigurationId, MachineId, SourceId } from '#ids.ts';
import type { LeverSpec } from '#lever.ts';
import type { Origin } from '#origin.ts';
import type { WallMs } from '#quantity/time.ts';

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
  readonly sources: readonly Source[];
}

/** A roasting machine. */
export interface Machine {
  readonly id: MachineId;
  readonly name: string;
  readonly origin: Origin;
  readonly configuration: MachineConfiguration;
}
