import type { StationSettings } from '@artisan-ts/contracts';
import type { Mission } from '@artisan-ts/kernel';
import type { MissionSpan } from '#ports/mission-store.ts';

/** What is told to whom. */
export type TelemetryChoice = Pick<StationSettings, 'traceExport' | 'metricsPort'>;

/**
 * Tells other programs how missions went: traces and numbers, never readings or names. Off until it was chosen. A receiver
 * that is not there costs nothing but what it would have been told.
 */
export interface TelemetryExport {
  /** Gives what could not be done, one sentence each. */
  choose(choice: TelemetryChoice): Promise<readonly string[]>;
  /** An attempt at a mission, as the mission stands after it. Must not throw or block. */
  attempt(mission: Mission, spans: readonly MissionSpan[]): void;
  /** Sends what is left, for some seconds at most. */
  stop(): Promise<void>;
}
