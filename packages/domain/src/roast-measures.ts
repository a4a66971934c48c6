import type { EnergySetup } from '#energy.ts';

/** What was measured of the beans beside their weights; null or absent when it was not. */
export interface RoastMeasures {
  /** What was sorted out of the roasted beans. */
  readonly defectsG?: number | null;
  readonly moistureGreenPct?: number | null;
  readonly moistureRoastedPct?: number | null;
  readonly densityGreenGPerL?: number | null;
  readonly densityRoastedGPerL?: number | null;
  readonly volumeGreenL?: number | null;
  readonly volumeRoastedL?: number | null;
  /** Temperature of the beans before charge. */
  readonly greenC?: number | null;
}

/** Where an area under BT may begin. */
export const aucBegins = ['charge', 'turningPoint', 'dryEnd', 'fcStart'] as const;
export type AucBegin = (typeof aucBegins)[number];

/** What of the numbers of a roast its person chose. */
export interface NumberChoices {
  readonly aucFrom: AucBegin;
  /** What the area stands on, C; `begin` is BT where it begins. */
  readonly aucBaseC: number | 'begin';
}

/** What the numbers of a roast depend on beside its record. */
export interface NumberInputs {
  readonly choices: NumberChoices;
  readonly measures: RoastMeasures;
  /** null when no load of the machine is rated. */
  readonly energy: EnergySetup | null;
}
