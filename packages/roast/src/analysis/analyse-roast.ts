import {
  type NumberInputs,
  qualityOf,
  type RoastMeasures,
  type RoastRecord,
} from '@artisan-ts/domain';
import { analysedPhases, meanRate } from '#analysis/analysed-phases.ts';
import { type AnalysisSettings, defaultAnalysisSettings } from '#analysis/analysis-settings.ts';
import { areaUnderCurve } from '#analysis/area-under-curve.ts';
import { completeness } from '#analysis/completeness.ts';
import { highestEnvironment } from '#analysis/highest-environment.ts';
import { roastMilestones } from '#analysis/milestones.ts';
import { rateShape } from '#analysis/rate-shape.ts';
import { type Reference, referenceDeviation } from '#analysis/reference-deviation.ts';
import type {
  AreaUnderCurve,
  HighestEnvironment,
  RoastAnalysis,
} from '#analysis/roast-analysis.ts';
import { type RoastColumns, roastColumns } from '#analysis/roast-columns.ts';
import { roastEnergy } from '#analysis/roast-energy.ts';
import { roastLosses } from '#analysis/roast-losses.ts';
import { valueAt } from '#curve/nearest.ts';
import { type RoastFacts, roastFacts } from '#facts/roast-facts.ts';
import { rateOfRiseGapS, rateOfRiseMethods } from '#rate-of-rise/methods.ts';
import { gapIntervals } from '#scene/gaps.ts';

/** What an analysis may know beside the record. */
export interface AnalysisContext {
  /** Goes before the choices of the inputs. */
  readonly settings?: Partial<AnalysisSettings>;
  readonly inputs?: Partial<NumberInputs> | null;
  readonly reference?: Reference;
}

/**
 * Everything that follows from the record of a roast: pure, the same for the same record, live and later.
 *
 * Shape: plain values that survive JSON. A roast that goes on is analysed as far as it came.
 */
export function analyseRoast(record: RoastRecord, context: AnalysisContext = {}): RoastAnalysis {
  const { choices, energy = null } = context.inputs ?? {};
  const measures = measuresOf(record, context.inputs?.measures ?? {});
  const settings = { ...defaultAnalysisSettings, ...choices, ...context.settings };
  const columns = roastColumns(record, settings.rate);
  const facts = roastFacts(columns.record, { dryEndC: settings.dryEndC });
  const auc = areaOf(facts, columns, settings);
  const { zeroS, marks, phases } = facts;
  const dropS = marks.drop?.timeS ?? null;
  const endS = zeroS + (dropS ?? Number.POSITIVE_INFINITY);
  const { windowS, lagS } = rateOfRiseMethods[settings.rate];
  const milestones = roastMilestones(facts, columns);
  return {
    zeroS,
    rate: { method: settings.rate, windowS, lagS },
    milestones,
    phases: analysedPhases({
      facts,
      columns,
      aucBaseC: auc?.baseC ?? null,
      greenC: measures.greenC || null,
    }),
    dryEndBy: phases?.dryEndBy ?? null,
    totalS: marks.charge !== undefined && dropS !== null && dropS > 0 ? dropS : null,
    totalCPerMin: totalRate(facts),
    dtrPct: facts.dtrPct,
    auc,
    met: metOf(facts, columns, endS),
    losses: roastLosses(record, measures),
    energy: energy && roastEnergy(record, energy, { fromS: zeroS, toS: endS }),
    deviation: context.reference
      ? referenceDeviation(
          {
            facts,
            bt: columns.bt,
            gapS: Math.max(rateOfRiseGapS, gapIntervals * record.intervalS),
          },
          context.reference,
        )
      : null,
    ...rateShape({ facts, columns }),
    completeness: completeness(columns, {
      fromS: zeroS,
      toS: dropS === null ? (columns.bt?.timeS.at(-1) ?? zeroS) : endS,
      zeroS,
    }),
  };
}

function areaOf(
  { zeroS, marks, phases }: RoastFacts,
  { bt }: RoastColumns,
  { aucFrom, aucBaseC }: AnalysisSettings,
): AreaUnderCurve | null {
  const begins =
    aucFrom === 'dryEnd' ? (marks.dryEnd?.timeS ?? phases?.dryS) : marks[aucFrom]?.timeS;
  const dropS = marks.drop?.timeS;
  const fromS = begins ?? (aucFrom === 'charge' ? 0 : undefined);
  if (bt === null || fromS === undefined || dropS === undefined || dropS <= fromS) return null;
  const baseC = aucBaseC === 'begin' ? valueAt(bt, zeroS + fromS) : aucBaseC;
  if (baseC === null) return null;
  const stretch = { fromS: zeroS + fromS, toS: zeroS + dropS, baseC };
  return { valueCMin: areaUnderCurve(bt, stretch), from: aucFrom, fromS, baseC };
}

function metOf(
  { zeroS, marks }: RoastFacts,
  { et }: RoastColumns,
  endS: number,
): HighestEnvironment | null {
  if (et === null || marks.turningPoint === undefined) return null;
  const highest = highestEnvironment(et, zeroS + marks.turningPoint.timeS, endS);
  return highest && { ...highest, timeS: highest.timeS - zeroS };
}

function totalRate({ marks: { turningPoint, drop } }: RoastFacts): number | null {
  if (turningPoint === undefined || drop === undefined) return null;
  const { btC } = drop;
  if (btC === null || turningPoint.btC === null) return null;
  return meanRate(btC - turningPoint.btC, drop.timeS - turningPoint.timeS);
}

/** What people measured and corrected goes before what the file said that the roast came from. */
function measuresOf(record: RoastRecord, ofFile: RoastMeasures): RoastMeasures {
  if (record.quality === undefined) return ofFile;
  const quality = qualityOf(record);
  return {
    ...ofFile,
    defectsG: quality.defectsG,
    moistureGreenPct: quality.moistureGreenPct,
    moistureRoastedPct: quality.moistureRoastedPct,
    densityGreenGPerL: quality.densityGreenGPerL,
    densityRoastedGPerL: quality.densityRoastedGPerL,
  };
}
