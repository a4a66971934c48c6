import type { DayFault } from '#disturbances/fault-table.ts';
import type { TwinMachine } from '#machines/twin-machine.ts';

/** What one batch meets: a machine that is not quite itself, and hands and probes that are not quite sure. */
export interface RoastDay {
  readonly machine: TwinMachine;
  /** Standard deviation of what the BT probe adds, C, and share of its readings that are lost. */
  readonly btNoiseC: number;
  readonly dropoutShare: number;
  /** Reading of BT at which the first beans are heard, C. */
  readonly firstCrackC: number;
  /** Scheduled steps come by so many seconds early or late (SD), and the drop so many after the temperature. */
  readonly stepJitterS: number;
  readonly dropReactionS: number;
  readonly actuator: Actuator;
  /** What breaks; any number of them. */
  readonly faults: readonly DayFault[];
}

/** How a machine follows what it is told. */
export interface Actuator {
  /** The burner takes only so many equal steps; null for any value. */
  readonly burnerSteps: number | null;
  /** Nothing happens for so long after each command. */
  readonly deadTimeS: number;
  /** For a while commands of the burner are not carried out at all; null for never. */
  readonly ignored: { readonly fromS: number; readonly toS: number } | null;
}

/** A day on which nothing is out of the ordinary. */
export function calmDay(machine: TwinMachine): RoastDay {
  return {
    machine,
    btNoiseC: 0,
    dropoutShare: 0,
    firstCrackC: machine.markTemperatures.fcStartC,
    stepJitterS: 0,
    dropReactionS: 0,
    actuator: { burnerSteps: null, deadTimeS: 0, ignored: null },
    faults: [],
  };
}
