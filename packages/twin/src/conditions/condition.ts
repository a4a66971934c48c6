import type { LeverValues } from '#machines/twin-machine.ts';

/** What a machine is doing. */
export type TwinPhase = 'preheated' | 'roasting' | 'cooling';

/** A machine in one phase: it goes on step by step, and its probes show something, in Celsius. */
export interface Condition {
  readonly phase: TwinPhase;
  readonly btC: number;
  readonly etC: number;
  /** The metal of the drum, which no probe shows. */
  readonly drumC: number;
  step(levers: LeverValues, stepS: number): void;
}
