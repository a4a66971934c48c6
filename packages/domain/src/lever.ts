import type { NoteId } from '#ids.ts';

/** The levers with a fixed meaning. A machine may have more, under ids of its own. */
export const namedLevers = ['burner', 'air', 'drumSpeed', 'damper'] as const;
export type NamedLever = (typeof namedLevers)[number];
export type LeverId = NamedLever | (string & {});

/** The machine's own units; values are never converted. */
export const leverUnits = ['%', 'kPa', 'mbar', 'inWC', 'notches', 'rpm'] as const;
export type LeverUnit = (typeof leverUnits)[number];

/** How a value becomes known: typed by a person, read back from the machine, or set by us. */
export const leverModes = ['logged', 'measured', 'commanded'] as const;
export type LeverMode = (typeof leverModes)[number];

/** A lever of a machine configuration. */
export interface LeverSpec {
  readonly id: LeverId;
  readonly label: string;
  readonly unit: LeverUnit;
  readonly mode: LeverMode;
  readonly min: number;
  readonly max: number;
  /** What one press of a step button changes. */
  readonly step: number;
}

/** Whether the machine said that it did what we asked. A logged value is what the person says it is. */
export const leverStates = ['logged', 'measured', 'sent', 'confirmed', 'failed'] as const;
export type LeverState = (typeof leverStates)[number];

/** A lever took a value. Shape: lists are ordered by time. */
export interface LeverChange {
  readonly lever: LeverId;
  /** Seconds since the start of the record; negative when it was set before. */
  readonly timeS: number;
  /** In the unit of the lever. */
  readonly value: number;
  readonly state: LeverState;
}

/** Something a person wrote at a moment of the roast. */
export interface Note {
  readonly id: NoteId | null;
  /** Seconds since the start of the record. */
  readonly timeS: number;
  readonly text: string;
}
