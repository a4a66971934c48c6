import type { Device } from './device.ts';
import type { Machine } from './machine.ts';

/** How a life of the station ends. */
export type Death = 'kill' | 'power' | 'stop';

/** What whoever watches the world sees of it. */
export interface Stage {
  /** Seconds of the world. */
  readonly nowS: number;
  /** Since when time has passed as it should: nothing ran while the computer slept or stood still. */
  readonly steadySinceS: number;
  /** Nothing is wrong, and has not been for as long as everything needs to be well again. */
  readonly isQuiet: boolean;
  readonly machines: readonly Machine[];
  readonly devices: readonly Device[];
}
