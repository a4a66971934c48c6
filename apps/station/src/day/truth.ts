import type { BatchPlan } from '#day/plan.ts';

/** A batch as it really was. Times in seconds of the day; masses in grams. */
export interface TrueBatch {
  readonly machine: string;
  readonly plan: BatchPlan;
  readonly chargeS: number;
  /** When the person heard the first crack; null: there was none. */
  crackS: number | null;
  dropS: number;
  /** What the bean probe showed at the drop, Celsius. */
  dropC: number;
  roastedG: number;
  /** Marks that were pressed and taken. */
  readonly pressed: Set<'charge' | 'fcStart' | 'drop'>;
  /** Marks that were pressed in the moment in which the program died. */
  readonly unsure: Set<'charge' | 'fcStart' | 'drop'>;
  /** Whether it was weighed into the station. */
  isWeighed: boolean;
}

/** A mission that a person had to look at. */
export interface Intervention {
  readonly missionId: string;
  /** What the mission is for, such as `roast-report`. */
  readonly goal: string;
  readonly roastId: string;
  readonly decision: 'release' | 'reject';
  readonly reasons: readonly string[];
  readonly atS: number;
}

/** What happened on a day, as the people who were there know it. Nothing of it comes from the station's store. */
export class Truth {
  readonly batches: TrueBatch[] = [];
  /** Charge was pressed though no beans fell: by machine, in seconds of the day. */
  readonly falseStarts: { readonly machine: string; readonly atS: number }[] = [];
  readonly interventions: Intervention[] = [];
  /** How often the program died, and how. */
  readonly deaths: { readonly atS: number; readonly during: string }[] = [];
}
