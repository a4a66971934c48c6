import type { LeverValues } from '#machines/twin-machine.ts';
import type { EmptyDrumState } from '#physics/empty-drum.ts';
import type { BatchState } from '#physics/heat.ts';

/** What a machine is doing. */
export type TwinPhase = 'empty' | 'preheated' | 'roasting' | 'cooling';

/** How fast the readings move, kelvin per second. */
export interface ProbeSlopes {
  readonly btCPerS: number;
  readonly etCPerS: number;
}

/** What an emptied drum goes on from, in Celsius. */
export interface DroppedDrum extends ProbeSlopes {
  readonly btC: number;
  readonly etC: number;
  readonly drumC: number;
}

/** All that a condition needs to go on from where it is, on the same machine. */
export type ConditionState =
  | { readonly phase: 'preheated'; readonly drumC: number }
  | {
      readonly phase: 'roasting';
      readonly batch: BatchState;
      readonly slopes: ProbeSlopes;
      /** Since charge; absent: it was kept before that was known. */
      readonly elapsedS?: number | undefined;
    }
  | {
      readonly phase: 'empty';
      readonly drum: EmptyDrumState;
      /** Since a drop that can still be taken back; null when there is none. */
      readonly droppedS: number | null;
    }
  | { readonly phase: 'cooling'; readonly dropped: DroppedDrum; readonly elapsedS: number };

/** A machine in one phase: it goes on step by step, and its probes show something, in Celsius. */
export interface Condition {
  readonly phase: TwinPhase;
  readonly btC: number;
  readonly etC: number;
  /** The metal of the drum, which no probe shows. */
  readonly drumC: number;
  /** Where it is, to go on from there later. */
  readonly kept: ConditionState;
  /** One step of the simulation further. */
  step(levers: LeverValues): void;
}
