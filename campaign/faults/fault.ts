import type { RandomStream } from '@artisan-ts/domain';
import type { World } from '../world/world.ts';

/** What of a day decides which faults it can have. */
export interface DayFacts {
  /** Something is read over the network. */
  readonly hasBridge: boolean;
  /**
   * The BT of a machine comes over the network. It is placed by two wall clocks, both of which have to be right; where a machine is only
   * accompanied by such a source they may be anything.
   */
  readonly isLedFromAfar: boolean;
}

/** A kind of thing that goes wrong. */
export interface Fault {
  /** Its number in the list of faults that the product is held to. */
  readonly id: string;
  readonly name: string;
  /** How often it is chosen, against the others. */
  readonly weight: number;
  /** Whether it can happen on a day; absent: always. */
  readonly isPossible?: (day: DayFacts) => boolean;
  /** Happens when the last batch is over, because it takes the rest of the day with it. */
  readonly isForEvening?: true;
  /** Begins; gives how long it lasts and how it ends. What ends by itself lasts for no time. */
  readonly begin: (world: World, chance: RandomStream) => FaultRun;
}

export interface FaultRun {
  readonly lastsS: number;
  readonly heal: () => void;
}

/** It was over when it had happened. */
export const momentary: FaultRun = { lastsS: 0, heal: () => {} };
