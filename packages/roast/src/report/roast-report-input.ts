import type { ReadingDefect, RoastHeader, TemperatureUnit, WallMs } from '@artisan-ts/domain';
import type { RoastAnalysis } from '#analysis/roast-analysis.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';
import type { SceneGap } from '#scene/gaps.ts';
import type { SavedCurve } from '#scene/saved-columns.ts';

/** Everything the report of one roast is made from. */
export interface RoastReportInput {
  readonly roast: RoastHeader;
  readonly facts: RoastFacts;
  /** With the reference, when there is one. */
  readonly analysis: RoastAnalysis;
  readonly curve: ReportCurve;
  /** How its readings came. Absent: as a file they were in time. */
  readonly arrivals?: ReportArrivals;
  readonly reference: ReportReference | null;
  readonly names: RoastNames;
  /** Those that are no longer blind. What was measured is in the roast itself. */
  readonly cuppings: readonly ReportCupping[];
  readonly trust: ReportTrust;
  readonly unit: TemperatureUnit;
  readonly printing: Printing;
}

/** The curve of a roast with what is wrong with it. Seconds from charge. */
export interface ReportCurve extends SavedCurve {
  readonly gaps: readonly SceneGap[];
  readonly defects?: readonly ReportDefect[] | undefined;
}

/** How the readings of a roast came. */
export interface ReportArrivals {
  /** Stretches that came too late to be used for what happened then. Seconds from charge. */
  readonly lateStretches: readonly (SceneGap & { readonly readings: number })[];
  /** Readings that have not come and still may. */
  readonly missing: number;
  /** Readings that their sender does not have any more. */
  readonly lost: number;
}

/** Readings in a row that cannot be right. */
export interface ReportDefect {
  /** `btC`. */
  readonly field: string;
  readonly defect: ReadingDefect;
  readonly fromS: number;
  readonly toS: number;
}

/** The roast this one is held against. */
export interface ReportReference {
  readonly title: string;
  readonly facts: RoastFacts;
  readonly curve: SavedCurve;
  readonly intervalS: number;
}

/** What belongs to a roast by name; null when it was not recorded. */
export interface RoastNames {
  readonly coffee: string | null;
  readonly lot: string | null;
  readonly profile: string | null;
  readonly person: string | null;
}

/** No names are known. */
export const noNames: RoastNames = { coffee: null, lot: null, profile: null, person: null };

/** What tasters said of a roast in one revealed round. */
export interface ReportCupping {
  readonly title: string;
  readonly form: string;
  readonly wallMs: number;
  /** Mean of those who finished; null when nobody has. */
  readonly score: number | null;
  /** How many finished. */
  readonly tasters: number;
  readonly words: readonly string[];
  readonly notes: readonly string[];
}

/** How far the origin of the data is proven. */
export interface ReportTrust {
  readonly word: string;
  readonly meaning: string;
  readonly isProven: boolean;
}

/** Nothing was signed. */
export const unsigned: ReportTrust = {
  word: 'Unsigned',
  meaning: 'We recorded it; nobody can prove where it came from.',
  isProven: false,
};

/** When and by what a report is made. The time is passed in: the same roast at the same moment gives the same bytes. */
export interface Printing {
  readonly wallMs: WallMs;
  /** Seconds east of UTC where it is printed; null when unknown. */
  readonly utcOffsetS: number | null;
  readonly version: string;
}
