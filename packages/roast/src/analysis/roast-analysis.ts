import type { AucBegin, RateOfRiseMethod } from '@artisan-ts/domain';
import type { ExplainedExcursion } from '#analysis/rate-shape.ts';
import type { ReferenceDeviation } from '#analysis/reference-deviation.ts';
import type { RoastEnergy } from '#analysis/roast-energy.ts';
import type { RoastLosses } from '#analysis/roast-losses.ts';
import type { RoastPhase } from '#analysis/roast-phase.ts';
import type { RateStall } from '#analysis/stall-watch.ts';

/** Which rate of rise the numbers beside it are: a rate never stands without its name, window and lag. */
export interface NamedRate {
  readonly method: RateOfRiseMethod;
  readonly windowS: number;
  /** How far it runs behind the curve. */
  readonly lagS: number;
}

/** What the probes showed at a moment of the roast. */
export interface Milestone {
  /** Seconds from charge, as everywhere in an analysis. */
  readonly timeS: number;
  readonly btC: number | null;
  readonly etC: number | null;
  /** Rate of rise of BT by the method of the analysis; null when it cannot be told. */
  readonly btCPerMin: number | null;
}

/** The moments at which roasters compare rates. `peak` is the fastest rise after the turning point. */
export const milestoneNames = [
  'charge',
  'turningPoint',
  'peak',
  'dryEnd',
  'fcStart',
  'drop',
] as const;
export type MilestoneName = (typeof milestoneNames)[number];

/** One phase of the roast, with how fast BT rose in it. */
export interface AnalysedPhase {
  readonly fromS: number;
  readonly toS: number;
  readonly durationS: number;
  /** Share of the time from charge to drop, percent. */
  readonly sharePct: number;
  readonly fromBtC: number | null;
  readonly toBtC: number | null;
  /** BT at the end less BT at the start; drying starts at the turning point here, as in Artisan. */
  readonly riseC: number | null;
  /** That rise over its time: a mean and no curve, hence without lag. */
  readonly btCPerMin: number | null;
  /** Area under BT above the base, from the turning point on. */
  readonly aucCMin: number | null;
}

/** Area under BT above a base, C·min. */
export interface AreaUnderCurve {
  readonly valueCMin: number;
  readonly from: AucBegin;
  /** Where the sum begins. It ends at drop. */
  readonly fromS: number;
  readonly baseC: number;
}

/** The highest environment temperature from turning point to drop, of the ET curve as it was read. */
export interface HighestEnvironment {
  readonly etC: number;
  readonly timeS: number;
}

/** How much of the roast was read. */
export interface Completeness {
  /** Stretches from charge to drop in which BT is missing. */
  readonly gaps: readonly { readonly fromS: number; readonly toS: number }[];
  /** Their share of the time from charge to drop, percent; null when that time cannot be told. */
  readonly missingPct: number | null;
  /** BT readings that cannot be right and were left out. */
  readonly flagged: number;
}

/**
 * Everything that follows from the record of a roast. A value is null when it cannot be told.
 *
 * Units: seconds from charge (from the first sample when charge is unset), Celsius, C/min. Formulas and lags: docs/numbers.md.
 */
export interface RoastAnalysis {
  /** Second 0 on the axis of the record. */
  readonly zeroS: number;
  /** The method of every rate of rise in here but those of phases, which are means. */
  readonly rate: NamedRate;
  readonly milestones: Readonly<Record<MilestoneName, Milestone | null>>;
  readonly phases: Readonly<Record<RoastPhase, AnalysedPhase>> | null;
  /** Whether drying ended at a mark or at a temperature; null without phases. */
  readonly dryEndBy: 'mark' | 'temperature' | null;
  /** Charge to drop. */
  readonly totalS: number | null;
  /** Turning point to drop, as a mean. */
  readonly totalCPerMin: number | null;
  readonly dtrPct: number | null;
  readonly auc: AreaUnderCurve | null;
  readonly met: HighestEnvironment | null;
  readonly losses: RoastLosses;
  readonly energy: RoastEnergy | null;
  /** Against the reference that was given, phase by phase. */
  readonly deviation: ReferenceDeviation | null;
  /** Crashes and flicks, in the order of time. */
  readonly excursions: readonly ExplainedExcursion[];
  readonly stalls: readonly RateStall[];
  readonly completeness: Completeness;
}
