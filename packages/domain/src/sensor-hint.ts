/** The marks that a sensor can hear or see. */
export const hintKinds = ['dryEnd', 'fcStart'] as const;
export type HintKind = (typeof hintKinds)[number];

/** What a sensor believes: a microphone that heard cracks, a camera that saw yellow beans. Never more than a suggestion. */
export interface SensorHint {
  readonly kind: HintKind;
  /** How sure the sensor is, 0 to 1. */
  readonly confidence: number;
  /** Which sensor: `drum microphone`. */
  readonly by: string;
  /** Why: `5 cracks in 10 s`; empty when it does not say. */
  readonly reason: string;
}
