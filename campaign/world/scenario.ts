/** What a person at a machine does about marks. */
export type Person = 'presses' | 'is clumsy' | 'touches nothing';

/** One batch, in seconds of the world since the scenario began. */
export interface BatchPlan {
  readonly chargeS: number;
  readonly dropS: number;
}

export interface MachinePlan {
  readonly name: string;
  readonly seed: number;
  readonly unit: 'C' | 'F';
  /** Of the machine's own time, as are the lengths of its batches. */
  readonly intervalS: number;
  readonly speed: number;
  readonly person: Person;
  readonly batches: readonly BatchPlan[];
}

/** A fault at its moment. `seed` decides everything that is left open. */
export interface PlannedFault {
  readonly name: string;
  readonly atS: number;
  readonly seed: number;
}

/** One day, planned whole before it begins: leaving a fault out changes nothing else. */
export interface Scenario {
  readonly seed: number;
  readonly number: number;
  readonly machines: readonly MachinePlan[];
  readonly faults: readonly PlannedFault[];
  /** When the last batch is over and every roast had time to close. */
  readonly endS: number;
}

/** After a drop: the time-out after which roasts close. */
export const closeAfterDropS = 300;
