import type { MarkKind } from '@artisan-ts/domain';

/** What a person at a machine does about marks. */
export type Person = 'presses' | 'is clumsy' | 'touches nothing';

/** One thing that a person does, in seconds of the world. */
export interface Act {
  readonly atS: number;
  readonly kind: MarkKind;
  readonly action: 'set' | 'undo' | 'move' | 'confirm';
}

/** One batch, in seconds of the world since the scenario began. */
export interface BatchPlan {
  readonly chargeS: number;
  readonly dropS: number;
}

/** A computer beside a machine that carries the readings of its board to the station. */
export interface BridgePlan {
  /** Its crystal against the world's time, in parts per million. */
  readonly ppm: number;
  /** By how much its wall clock is wrong, in milliseconds. */
  readonly offMs: number;
  /** Readings it holds at most. */
  readonly outboxMax: number;
  /** Readings that an earlier start has left in its outbox. */
  readonly backlog: number;
}

/** A board and the way by which it is read. */
export interface DevicePlan {
  readonly name: string;
  readonly unit: 'C' | 'F';
  /** Of the machine's own time, as are the lengths of its batches. */
  readonly intervalS: number;
  /** Absent: it hangs at the station's own computer. */
  readonly bridge?: BridgePlan;
}

export interface MachinePlan {
  readonly name: string;
  readonly seed: number;
  readonly speed: number;
  readonly person: Person;
  readonly batches: readonly BatchPlan[];
  /** The first measures the BT that the station goes by. */
  readonly devices: readonly [DevicePlan, ...DevicePlan[]];
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
  /** What the wall clock shows when the day begins, in milliseconds since 1970. */
  readonly wallMs: number;
  /** The broker is part of the station, or a program of its own that goes on without it. */
  readonly broker: 'embedded' | 'external';
  /** Readings that the station holds in memory at most while nothing can be saved. */
  readonly unsavedMax: number;
  readonly machines: readonly MachinePlan[];
  readonly faults: readonly PlannedFault[];
  /** When the last batch is over and every roast had time to close. */
  readonly endS: number;
}

/** After a drop: the time-out after which roasts close. */
export const closeAfterDropS = 300;
