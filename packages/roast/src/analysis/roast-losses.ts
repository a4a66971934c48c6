import { type Grams, type RoastMeasures, weightLossPct } from '@artisan-ts/domain';

/** What the beans lost and gained, in percent. Null when one of the two measurements is missing or makes no sense. */
export interface RoastLosses {
  /** Of the green weight. */
  readonly weightPct: number | null;
  /** Of the green weight, with what was sorted out counted as lost. */
  readonly totalPct: number | null;
  /** Points of moisture: percent green less percent roasted. */
  readonly moisturePct: number | null;
  /** Weight loss less moisture loss: what burnt or flew away. */
  readonly organicPct: number | null;
  /** Gained, of the green volume. */
  readonly volumeGainPct: number | null;
  /** Density green and roasted, as measured or from weight and volume, g/L, and its change in percent of green. */
  readonly densityGreenGPerL: number | null;
  readonly densityRoastedGPerL: number | null;
  readonly densityChangePct: number | null;
}

/** Derives the losses. Source: Artisan's; the totals of sorted-out beans as in its total_loss. */
export function roastLosses(
  weights: { readonly greenG: Grams | null; readonly roastedG: Grams | null },
  measures: RoastMeasures,
): RoastLosses {
  const { greenG, roastedG } = weights;
  const weightPct = weightLossPct(greenG, roastedG);
  const { moistureGreenPct, moistureRoastedPct } = measures;
  const moisturePct = known(moistureGreenPct, moistureRoastedPct, (green, left) => green - left);
  const { volumeGreenL, volumeRoastedL } = measures;
  const densityGreenGPerL = measures.densityGreenGPerL || known(greenG, volumeGreenL, over);
  const densityRoastedGPerL = measures.densityRoastedGPerL || known(roastedG, volumeRoastedL, over);
  return {
    weightPct,
    totalPct: totalLossPct(greenG, roastedG, measures.defectsG ?? null),
    moisturePct,
    organicPct: weightPct === null || moisturePct === null ? null : weightPct - moisturePct,
    volumeGainPct: known(volumeGreenL, volumeRoastedL, (green, roasted) => change(green, roasted)),
    densityGreenGPerL,
    densityRoastedGPerL,
    densityChangePct: known(densityGreenGPerL, densityRoastedGPerL, change),
  };
}

function totalLossPct(
  greenG: Grams | null,
  roastedG: Grams | null,
  defectsG: number | null,
): number | null {
  if (weightLossPct(greenG, roastedG) === null || greenG === null || roastedG === null) return null;
  const keptG = roastedG - (defectsG ?? 0);
  return keptG < 0 ? null : change(greenG, keptG) * -1;
}

/** Zero means not measured: nothing about beans is zero. */
function known(
  one: number | null | undefined,
  other: number | null | undefined,
  derive: (one: number, other: number) => number,
): number | null {
  return one && other && one > 0 && other > 0 ? derive(one, other) : null;
}

function over(massG: number, volumeL: number): number {
  return massG / volumeL;
}

function change(from: number, to: number): number {
  return ((to - from) / from) * 100;
}
