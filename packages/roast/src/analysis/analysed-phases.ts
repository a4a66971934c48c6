import { areaUnderCurve } from '#analysis/area-under-curve.ts';
import type { AnalysedPhase } from '#analysis/roast-analysis.ts';
import type { RoastColumns } from '#analysis/roast-columns.ts';
import type { RoastPhase } from '#analysis/roast-phase.ts';
import { valueAt } from '#curve/nearest.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';

const secondsPerMinute = 60;

/** What of the roast around them the phases need. Seconds of the record. */
export interface PhaseContext {
  readonly facts: RoastFacts;
  readonly columns: RoastColumns;
  /** null when the area cannot be told. */
  readonly aucBaseC: number | null;
  /** Temperature of the beans before charge; null when nobody knows. */
  readonly greenC: number | null;
}

/** The three phases with what BT did in them, or null when they cannot be told. */
export function analysedPhases(
  context: PhaseContext,
): Readonly<Record<RoastPhase, AnalysedPhase>> | null {
  const { phases, marks } = context.facts;
  if (phases === null) return null;
  const { dryS, midS, totalS } = phases;
  const turnedS = marks.turningPoint?.timeS ?? 0;
  const phase = (fromS: number, toS: number, risesFromS = fromS): AnalysedPhase =>
    analysedPhase(context, { fromS, toS, risesFromS, totalS });
  const drying = phase(0, dryS, Math.max(0, turnedS));
  return {
    drying: context.greenC === null ? drying : risenFrom(drying, context.greenC),
    maillard: phase(dryS, dryS + midS),
    development: phase(dryS + midS, totalS),
  };
}

function analysedPhase(
  { facts, columns, aucBaseC }: PhaseContext,
  span: {
    readonly fromS: number;
    readonly toS: number;
    readonly risesFromS: number;
    readonly totalS: number;
  },
): AnalysedPhase {
  const { fromS, toS, risesFromS, totalS } = span;
  const { bt } = columns;
  const { zeroS } = facts;
  const btAt = (timeS: number): number | null => (bt === null ? null : valueAt(bt, zeroS + timeS));
  const startC = btAt(risesFromS);
  const toBtC = btAt(toS);
  const riseC = startC === null || toBtC === null || toS < risesFromS ? null : toBtC - startC;
  const area = (baseC: number): number | null =>
    bt && areaUnderCurve(bt, { fromS: zeroS + Math.min(risesFromS, toS), toS: zeroS + toS, baseC });
  return {
    fromS,
    toS,
    durationS: toS - fromS,
    sharePct: ((toS - fromS) / totalS) * 100,
    fromBtC: btAt(fromS),
    toBtC,
    riseC,
    btCPerMin: meanRate(riseC, toS - risesFromS),
    aucCMin: aucBaseC === null ? null : area(aucBaseC),
  };
}

/** Where the beans' own temperature is known, drying begins with it at charge. */
function risenFrom(drying: AnalysedPhase, greenC: number): AnalysedPhase {
  const riseC = drying.toBtC === null ? null : drying.toBtC - greenC;
  return { ...drying, riseC, btCPerMin: meanRate(riseC, drying.durationS) };
}

/** C/min of a rise over a time; null for no time. */
export function meanRate(riseC: number | null, spanS: number): number | null {
  return riseC === null || spanS <= 0 ? null : (riseC / spanS) * secondsPerMinute;
}
