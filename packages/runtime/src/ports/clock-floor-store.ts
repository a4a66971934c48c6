import type { ClockFloor } from '@artisan-ts/contracts';

/** A moment at which the computer's clock was further ahead than the time that had passed. */
export type ClockJump = ClockFloor['jumps'][number];

/** The latest time that was told, kept so that time never decreases over a restart. */
export interface ClockFloorStore {
  /** At least the time of every event that was committed; null when nothing was ever stored. */
  clockFloor(): Promise<ClockFloor | null>;
  saveClockFloor(floor: ClockFloor): Promise<void>;
}
